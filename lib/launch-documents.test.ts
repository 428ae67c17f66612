import { cliInput, defaultStackName, parameterPairs, provisioningPairs, stackNamePattern } from './launch-documents.ts';

const texts = [
  ['Project', 'shop'],
  ['Environment', 'dev'],
] as const;

test('each reader gets the texts under the names it knows', () => {
  expect(parameterPairs(texts)[0]).toEqual({ ParameterKey: 'Project', ParameterValue: 'shop' });
  expect(provisioningPairs(texts)[1]).toEqual({ Key: 'Environment', Value: 'dev' });
  expect(cliInput({ stackName: 's', templateUrl: 'https://t', texts, capabilities: ['CAPABILITY_IAM'] })).toEqual({
    StackName: 's',
    TemplateURL: 'https://t',
    Parameters: parameterPairs(texts),
    Capabilities: ['CAPABILITY_IAM'],
  });
});

test('a stack is named after the offering and what tells its launches apart', () => {
  const name = defaultStackName('amc-tenant-bucket', ['Environment', 'Project'], texts);

  expect(name).toBe('amc-tenant-bucket-dev-shop');
  expect(name).toMatch(stackNamePattern);
});
