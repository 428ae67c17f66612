import { policyOf } from './statement.ts';

test('a policy has the version that knows variables and conditions of today', () => {
  const statement = { Sid: 'A', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' } as const;

  expect(policyOf([statement])).toEqual({ Version: '2012-10-17', Statement: [statement] });
});
