import { type CapturedLogs, captureLogs } from '#test/kit/captured-logs.ts';
import { createLogger } from './logger.ts';
import { isGoingBack } from './rollback.ts';

let logs: CapturedLogs;
beforeEach(() => {
  logs = captureLogs();
});
afterEach(() => logs.restore());

const request = () => ({ stackId: 'stack-1', signal: new AbortController().signal, logger: createLogger() });

test.each([
  ['UPDATE_ROLLBACK_IN_PROGRESS', true],
  ['ROLLBACK_IN_PROGRESS', true],
  ['UPDATE_IN_PROGRESS', false],
  ['CREATE_IN_PROGRESS', false],
])('a stack that is %s goes back: %s', async (status, expected) => {
  const asked: string[] = [];
  const stackStatus = async (stackId: string) => {
    asked.push(stackId);
    return status;
  };

  expect(await isGoingBack(stackStatus, request())).toBe(expected);
  expect(asked).toEqual(['stack-1']);
});

test('a stack whose status is not to be had does not go back, as far as one knows', async () => {
  const stackStatus = async () => Promise.reject(new Error('Rate exceeded'));

  expect(await isGoingBack(stackStatus, request())).toBe(false);
  expect(logs.text()).toContain('Rate exceeded');
});
