import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnOutput } from 'aws-cdk-lib/core';
import { tinyTemplate } from '#test/kit/tiny-product.ts';
import { FactoryError } from '../errors.ts';
import { ProductStateMachine } from './state-machine.ts';

const definition = {
  StartAt: 'Count',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Step Functions puts a value in its place
  States: { Count: { Type: 'Task', Resource: '${FunctionArn}', End: true } },
};
const invoke = new PolicyStatement({
  sid: 'Invoke',
  actions: ['lambda:InvokeFunction'],
  resources: ['arn:aws:lambda:::a'],
});

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'factory-test-'));
  writeFileSync(join(home, 'count.asl.json'), JSON.stringify(definition, null, 2));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function machineTemplate(
  substitutions: Record<string, string> = { FunctionArn: 'arn:aws:lambda:::a' },
  path = 'count.asl.json',
) {
  return tinyTemplate(
    (scope) => {
      const machine = new ProductStateMachine(scope, 'Count', {
        definition: path,
        substitutions,
        statements: [invoke],
      });
      new CfnOutput(scope, 'Arn', { value: machine.arn });
      new CfnOutput(scope, 'Name', { value: machine.name });
    },
    { home },
  );
}

test('a state machine keeps its history, is traced, and is logged without the data of the launcher', async () => {
  const template = await machineTemplate();
  const [group] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
  const [role] = Object.keys(template.findResources('AWS::IAM::Role'));

  template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
    StateMachineType: 'STANDARD',
    RoleArn: { 'Fn::GetAtt': [role, 'Arn'] },
    TracingConfiguration: { Enabled: true },
    LoggingConfiguration: {
      Level: 'ALL',
      IncludeExecutionData: false,
      Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: { 'Fn::GetAtt': [group, 'Arn'] } } }],
    },
  });
  template.hasResourceProperties('AWS::Logs::LogGroup', {
    LogGroupName: { 'Fn::Join': ['', ['/aws/vendedlogs/states/', { Ref: 'AWS::StackName' }, '-Count']] },
  });
});

test('its definition is the file, with what the template puts in', async () => {
  const template = await machineTemplate();

  template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
    DefinitionString: JSON.stringify(definition),
    DefinitionSubstitutions: { FunctionArn: 'arn:aws:lambda:::a' },
  });
});

test('the file may be anywhere by its whole path', async () => {
  const template = await machineTemplate({ FunctionArn: 'a' }, join(home, 'count.asl.json'));

  template.resourceCountIs('AWS::StepFunctions::StateMachine', 1);
});

test('it may do what is listed, beside logs and traces, and is assumed for this account only', async () => {
  const template = await machineTemplate();
  const [policy] = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));

  expect(policy?.['Properties'].PolicyDocument.Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual([
    'Invoke',
    'DeliverLogs',
    'WriteTraces',
  ]);
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Principal: { Service: 'states.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    },
  });
});

test('its ARN and name are references', async () => {
  const template = await machineTemplate();
  const [machine] = Object.keys(template.findResources('AWS::StepFunctions::StateMachine'));

  template.hasOutput('Arn', { Value: { 'Fn::GetAtt': [machine, 'Arn'] } });
  template.hasOutput('Name', { Value: { 'Fn::GetAtt': [machine, 'Name'] } });
});

test('fails what the definition lacks and what it does not use, both at once', async () => {
  const made = machineTemplate({ TableArn: 'a' });

  await expect(made).rejects.toThrow(FactoryError);
  await expect(made).rejects.toThrow(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as the definition spells it
    'the substitutions do not fit the definition: ${FunctionArn} is not given, ${TableArn} is not used',
  );
});
