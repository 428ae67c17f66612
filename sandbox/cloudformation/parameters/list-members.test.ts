import fc from 'fast-check';
import { listMembers } from './list-members.ts';

test.each([
  ['', ['']],
  ['a', ['a']],
  ['test,dev,prod', ['test', 'dev', 'prod']],
  [' a , b\t,\n c ', ['a', 'b', 'c']],
  ['a b,c', ['a b', 'c']],
  [',', ['', '']],
  ['a,,b,', ['a', '', 'b', '']],
  ['\u00a0a', ['\u00a0a']],
])('splits %j', (text, members) => {
  expect(listMembers(text)).toEqual(members);
});

test('has one member more than there are commas, none of them padded', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const members = listMembers(text);
      const commas = [...text].filter((char) => char === ',').length;
      return (
        members.length === commas + 1 && members.every((member) => !/^[^\u0021-\uffff]|[^\u0021-\uffff]$/.test(member))
      );
    }),
  );
});

test('gives back what was joined with commas and any padding', () => {
  const member = fc.string().filter((text) => !text.includes(',') && listMembers(text)[0] === text);
  const padding = fc.stringMatching(/^[ \t\n]*$/);
  fc.assert(
    fc.property(fc.array(member, { minLength: 1 }), padding, (members, space) => {
      expect(listMembers(members.map((text) => space + text + space).join(','))).toEqual(members);
    }),
  );
});
