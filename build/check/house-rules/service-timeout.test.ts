import { foundIn } from './found.fixture.ts';
import { serviceTimeout } from './service-timeout.ts';

test.each(['Custom::Thing', 'AWS::CloudFormation::CustomResource'])('wants a time limit on %s', (Type) => {
  expect(foundIn(serviceTimeout, { It: { Type, Properties: { ServiceToken: 'x', ServiceTimeout: '300' } } })).toEqual(
    [],
  );
  expect(foundIn(serviceTimeout, { It: { Type, Properties: { ServiceToken: 'x' } } })).toEqual(['Resources/It']);
});

test('wants none on other resources', () => {
  expect(foundIn(serviceTimeout, { Queue: { Type: 'AWS::SQS::Queue' } })).toEqual([]);
});
