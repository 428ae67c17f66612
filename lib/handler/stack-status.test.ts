import {
  CloudFormationClient,
  type DescribeStacksCommand,
  type DescribeStacksCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { STACK_ID } from '#test/kit/custom-resource-event.ts';
import { isRollingBack, type StackReader, stackStatus } from './stack-status.ts';

const noWait = { sleep: async () => {}, random: () => 0 };

function answering(...answers: (DescribeStacksCommandOutput | Error)[]) {
  const asked: (string | undefined)[] = [];
  const client: StackReader = {
    async send(command: DescribeStacksCommand) {
      asked.push(command.input.StackName);
      const answer = answers.shift() ?? new Error('not expected');
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { asked, client };
}

function described(StackStatus: 'UPDATE_COMPLETE' | 'DELETE_IN_PROGRESS'): DescribeStacksCommandOutput {
  return { $metadata: {}, Stacks: [{ StackName: 'launch-one', CreationTime: new Date(0), StackStatus }] };
}

test('asks for the stack by its ARN', async () => {
  const { client, asked } = answering(described('DELETE_IN_PROGRESS'));

  expect(await stackStatus(client, STACK_ID, noWait)).toBe('DELETE_IN_PROGRESS');
  expect(asked).toEqual([STACK_ID]);
});

test('waits when it is throttled', async () => {
  const throttled = Object.assign(new Error('Rate exceeded'), { name: 'Throttling' });
  const { client, asked } = answering(throttled, throttled, described('UPDATE_COMPLETE'));

  expect(await stackStatus(client, STACK_ID, noWait)).toBe('UPDATE_COMPLETE');
  expect(asked).toHaveLength(3);
});

test('fails with the permission that is missing', async () => {
  const { client } = answering(Object.assign(new Error('no'), { name: 'AccessDenied' }));

  await expect(stackStatus(client, STACK_ID, noWait)).rejects.toThrow(/needs cloudformation:DescribeStacks/);
});

test('fails when nothing is described', async () => {
  const { client } = answering({ $metadata: {}, Stacks: [] });

  await expect(stackStatus(client, STACK_ID, noWait)).rejects.toThrow(/describes no stack/);
});

test('takes the real client', () => {
  const client: StackReader = new CloudFormationClient({ region: 'eu-central-1' });

  expect(client).toBeInstanceOf(CloudFormationClient);
});

test.each([
  'ROLLBACK_IN_PROGRESS',
  'UPDATE_ROLLBACK_IN_PROGRESS',
  'UPDATE_ROLLBACK_FAILED',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
])('%s is a rollback', (status) => {
  expect(isRollingBack(status)).toBe(true);
});

test.each(['UPDATE_IN_PROGRESS', 'CREATE_IN_PROGRESS', 'DELETE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'])(
  '%s is no rollback',
  (status) => {
    expect(isRollingBack(status)).toBe(false);
  },
);
