import { tellsEventBridge, withEventBridge, withoutEventBridge } from './events.ts';

const queue = { QueueArn: 'arn:aws:sqs:eu-central-1:1:q', Events: ['s3:ObjectCreated:*' as const] };
const others = { QueueConfigurations: [queue], TopicConfigurations: [], LambdaFunctionConfigurations: undefined };

test('EventBridge is added to what is there, and taken out again', () => {
  const on = withEventBridge(others) ?? {};

  expect(on).toEqual({ ...others, EventBridgeConfiguration: {} });
  expect(tellsEventBridge(on)).toBe(true);
  expect(withoutEventBridge(on)).toEqual(others);
});

test('what is as wanted has nothing to be written', () => {
  expect(withEventBridge({ EventBridgeConfiguration: {} })).toBeUndefined();
  expect(withoutEventBridge({ QueueConfigurations: [queue], EventBridgeConfiguration: undefined })).toBeUndefined();
  expect(withoutEventBridge({})).toBeUndefined();
});
