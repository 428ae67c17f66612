import fc from 'fast-check';
import { cutPolicy, emptyPolicy, printPolicy } from './policy-text.ts';

test('a policy is cut up around its statements', () => {
  expect(cutPolicy('{"Version":"2012-10-17","Id":"x","Statement":[{"Sid":"A"},{"Sid":"B"}],"Last":1}')).toEqual({
    before: '{"Version":"2012-10-17","Id":"x","Statement":',
    statements: ['{"Sid":"A"}', '{"Sid":"B"}'],
    after: ',"Last":1}',
  });
});

test.each([
  ['a statement without a list', '{ "Statement" : {"Sid":"A"} }', ['{"Sid":"A"}']],
  ['an empty list', '{"Statement":[ ]}', []],
  [
    'a member of the same name further down',
    '{"Id":"Statement","X":{"Statement":[1]},"Statement":[{"Statement":[]}]}',
    ['{"Statement":[]}'],
  ],
  [
    'brackets and quotes in texts',
    String.raw`{"Statement":[{"Sid":"}],\"{["},{"Sid":"\\"}]}`,
    [String.raw`{"Sid":"}],\"{["}`, String.raw`{"Sid":"\\"}`],
  ],
  [
    'layout',
    '{\n  "Statement": [\n    { "Sid": "A" ,\n "N": 1.0 },\n    {"Sid":"B"}\n  ]\n}\n',
    ['{ "Sid": "A" ,\n "N": 1.0 }', '{"Sid":"B"}'],
  ],
])('%s is no obstacle', (_, text, expected) => {
  expect(cutPolicy(text).statements).toEqual(expected);
});

test.each(['', 'no JSON', '[]', '{}', '{"Version":"2012-10-17"}', '{"Statement":"text"}', '{"Statement":[]'])(
  'fails with what is no policy: %j',
  (text) => {
    expect(() => cutPolicy(text)).toThrow('cannot be read, so it is left as it is');
  },
);

test('what was cut up and printed says the same, with every statement as it was', () => {
  const statement = fc.json({ maxDepth: 3 }).map((text) => `{"Sid":${JSON.stringify(text)},"Content":${text}}`);
  fc.assert(
    fc.property(fc.array(statement), fc.json(), (statements, id) => {
      const text = `{"Id":${id},"Statement":[${statements.join(' ,\n')}],"More":${id}}`;

      const cut = cutPolicy(text);
      expect(cut.statements).toEqual(statements);
      expect(JSON.parse(printPolicy(cut))).toEqual(JSON.parse(text));
    }),
  );
});

test('a policy can be made from nothing', () => {
  expect(JSON.parse(printPolicy({ ...emptyPolicy, statements: ['{"Sid":"A"}'] }))).toEqual({
    Version: '2012-10-17',
    Statement: [{ Sid: 'A' }],
  });
});
