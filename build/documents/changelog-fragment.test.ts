import { changelogFragment } from './changelog-fragment.ts';

const version = { title: 'AMC tenant bucket', version: '2.0.0', date: '2026-11-21' };

test('tells first what asks something of its users, in the order that was given', () => {
  const text = changelogFragment({
    ...version,
    changes: [
      { bump: 'patch', text: 'A clearer message where the key does not fit' },
      { bump: 'minor', text: 'Results can expire' },
      { bump: 'major', text: 'Project has 16 characters at most' },
      { bump: 'minor', text: 'Names of tenants' },
    ],
  });

  expect(text).toBe(`## AMC tenant bucket 2.0.0 (2026-11-21)

### Before you update

- Project has 16 characters at most

### New

- Results can expire
- Names of tenants

### Mended

- A clearer message where the key does not fit
`);
});

test('has no heading without a change below it', () => {
  const text = changelogFragment({ ...version, changes: [{ bump: 'minor', text: 'Names' }] });

  expect(text.match(/^###.*$/gmu)).toEqual(['### New']);
});

test('says so when nothing changes for anybody', () => {
  expect(changelogFragment({ ...version, changes: [] })).toBe(
    '## AMC tenant bucket 2.0.0 (2026-11-21)\n\nNothing that a launch or an update would notice.\n',
  );
});

test('keeps a change of several lines in its item and takes nothing in it for markup', () => {
  const text = changelogFragment({ ...version, changes: [{ bump: 'patch', text: 'One *line*\n# and another' }] });

  expect(text).toContain('- One \\*line\\* # and another\n');
});
