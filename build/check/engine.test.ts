import { findingsOfEngine } from './cloudformation-validate.ts';
import { openEngine } from './engine.ts';

const bucket = { Resources: { Data: { Type: 'AWS::S3::Bucket', Properties: { BucketNam: 'x' } } } };
const queue = { Resources: { Jobs: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 'soon' } } } };
const paths = new Map([
  ['Data', 'Data/Resource'],
  ['Jobs', 'Jobs/Resource'],
]);

test('finds on its thread what it finds here, whatever else it is asked', async () => {
  const engine = openEngine();
  const found = await Promise.all([bucket, queue, bucket].map((template) => engine.findings(template, paths)));
  await engine.close();

  expect(found).toEqual([bucket, queue, bucket].map((template) => findingsOfEngine(template, paths)));
  expect(found[0]?.map(({ path }) => path)).toContain('Data/Resource');
});

test('fails whoever waits or asks when the thread has ended', async () => {
  const engine = openEngine();
  const waiting = engine.findings(bucket, paths).catch(String);
  await engine.close();

  expect(await waiting).toContain('ended before its work was done');
  await expect(engine.findings(bucket, paths)).rejects.toThrow('ended before its work was done');
});
