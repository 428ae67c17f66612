import { foundIn } from './found.fixture.ts';
import { roleBoundary } from './role-boundary.ts';

const role = (PermissionsBoundary?: unknown) => ({
  Role: { Type: 'AWS::IAM::Role', Properties: { PermissionsBoundary } },
});
const boundary = { Ref: 'PermissionsBoundaryArn' };

test('accepts a role under the boundary of the launch', () => {
  expect(foundIn(roleBoundary, role(boundary))).toEqual([]);
  expect(foundIn(roleBoundary, role({ 'Fn::If': ['IsBounded', boundary, { Ref: 'AWS::NoValue' }] }))).toEqual([]);
});

test('finds a role or user without it', () => {
  expect(foundIn(roleBoundary, role())).toEqual(['Resources/Role']);
  expect(foundIn(roleBoundary, role({ Ref: 'AWS::NoValue' }))).toEqual(['Resources/Role']);
  expect(foundIn(roleBoundary, role({ Ref: 'OtherPolicy' }))).toEqual(['Resources/Role']);
  expect(foundIn(roleBoundary, { User: { Type: 'AWS::IAM::User' } })).toEqual(['Resources/User']);
});
