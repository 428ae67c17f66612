import { configFrom } from './config.ts';

test('takes a configuration with a bucket, and one without', () => {
  expect(configFrom({ bucket: null })).toEqual({ bucket: null });
  const whole = {
    bucket: 'templates',
    bucketRegions: { aws: 'eu-west-1', 'aws-cn': 'cn-north-1' },
    productIds: { 'eu-west-1': { 'amc-tenant-bucket': 'prod-abc' } },
  };
  expect(configFrom(whole)).toBe(whole);
});

test('fails with everything that is wrong', () => {
  const wrong = { bucket: 7, bucketRegions: { aws: 'eu-west-1', 'aws-eu': 'x' }, productIds: { a: 'b' } };

  expect(() => configFrom(wrong)).toThrow(
    'config.json is not right: bucket must be the name of a bucket, or null, got 7; ' +
      'bucketRegions names "aws-eu"; partitions are aws, aws-cn, aws-us-gov; ' +
      'productIds must hold, by region, an object of product ids by offering',
  );
  expect(() => configFrom([])).toThrow('must be an object, got []');
  expect(() => configFrom({})).toThrow('bucket must be');
});
