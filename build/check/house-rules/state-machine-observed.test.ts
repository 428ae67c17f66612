// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of Fn::Sub
import type { Section } from '../template.ts';
import { foundIn } from './found.fixture.ts';
import { stateMachineObserved } from './state-machine-observed.ts';

const LoggingConfiguration = { Level: 'ALL', Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: 'x' } }] };
const flow = (Properties: Section) => ({
  Flow: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: { LoggingConfiguration, TracingConfiguration: { Enabled: true }, ...Properties },
  },
});

test('accepts a state machine that logs and is traced', () => {
  expect(foundIn(stateMachineObserved, flow({}))).toEqual([]);
});

test.each([
  ['logging', { LoggingConfiguration: undefined }],
  ['logging', { LoggingConfiguration: { ...LoggingConfiguration, Level: 'OFF' } }],
  ['logging', { LoggingConfiguration: { Level: 'ALL' } }],
  ['tracing', { TracingConfiguration: undefined }],
  ['tracing', { TracingConfiguration: { Enabled: false } }],
])('finds missing %s in %j', (detail, properties) => {
  expect(foundIn(stateMachineObserved, flow(properties))).toEqual([`Resources/Flow[${detail}]`]);
});
