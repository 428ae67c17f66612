import { encodeLaunch } from '#lib/launch.ts';
import type { Parameters } from '#lib/parameters.ts';
import { quickCreateUrl, stackNameOf, templateUrl } from '#lib/quick-create.ts';
import type { SiteConfig, SiteOffering } from '#lib/site.ts';
import { siteFormat } from '#lib/site.ts';
import { issuesInTarget, resultOf, serviceCatalogUrl, suggestedStackName } from './result.ts';

const parameters = {
  Project: { type: 'string', title: 'Project', description: 'x' },
  Environment: { type: 'string', default: 'dev', title: 'Environment', description: 'x' },
  Note: { type: 'string', default: '', title: 'Note', description: 'x' },
  Days: { type: 'integer', default: 30, title: 'Days', description: 'x' },
} as const satisfies Parameters;

const offering: SiteOffering = {
  format: siteFormat,
  id: 'x-y',
  address: 'x/y',
  family: 'x',
  familyTitle: 'X',
  version: '1.2.3',
  title: 'X',
  summary: 'x',
  owner: 'x',
  resources: 1,
  findings: { open: 0, acknowledged: 0 },
  parameters: 4,
  required: 1,
  form: { id: 'x-y', title: 'X', parameters, groups: [], identity: ['Project', 'Environment'] },
  examples: [],
  options: {},
  resourceTypes: [],
  open: [],
  acknowledged: [],
  inStackCheck: [],
  outputs: [],
  capabilities: ['CAPABILITY_IAM'],
  versions: [],
  readme: '',
  templateKey: 'factory/x-y/1.2.3/template.json',
};
const config: SiteConfig = { bucket: 'my-bucket' };
const values = { Project: 'shop', Note: "it's 5% of A&B = ü + #?" };

test.each(['us-east-1', 'cn-north-1', 'us-gov-west-1'])(
  'the link to %s is what the library makes of the launch',
  (region) => {
    const { published } = resultOf({ offering, config, values, target: { region } });

    expect(published?.quickCreateUrl).toBe(
      quickCreateUrl({
        region,
        templateUrl: templateUrl({ bucket: 'my-bucket', region, key: 'factory/x-y/1.2.3/template.json' }),
        stackName: stackNameOf('x-y', ['shop', 'dev']),
        parameters: encodeLaunch(offering.form, values, 'x'),
      }),
    );
  },
);

test('the template is read from the region of the bucket, where the configuration names one for the partition', () => {
  const elsewhere: SiteConfig = { ...config, bucketRegions: { aws: 'eu-west-1' } };
  const hostIn = (region: string) =>
    /templateURL=https%3A%2F%2F([^%]+)/u.exec(
      resultOf({ offering, config: elsewhere, values, target: { region } }).published?.quickCreateUrl ?? '',
    )?.[1];

  expect(hostIn('us-east-1')).toBe('my-bucket.s3.eu-west-1.amazonaws.com');
  expect(hostIn('cn-north-1')).toBe('my-bucket.s3.cn-north-1.amazonaws.com.cn');
});

test('without a bucket there are files and nothing else', () => {
  const { published, files } = resultOf({
    offering,
    config: { bucket: null },
    values,
    target: { region: 'us-east-1' },
  });

  expect(published).toBeUndefined();
  expect(files.map(({ name }) => name)).toEqual(['x-y.launch.json', 'x-y.parameters.json', 'x-y.provisioning.json']);
});

test('files hold the launch as each reader takes it', () => {
  const { files } = resultOf({ offering, config, values, target: { region: 'us-east-1', stackName: 'mine' } });
  const [launch, pairs, provisioning, request] = files.map(({ content }) => JSON.parse(content));

  expect(launch).toEqual(values);
  expect(pairs.at(-1)).toEqual({ ParameterKey: 'Days', ParameterValue: '30' });
  expect(provisioning[0]).toEqual({ Key: 'Project', Value: 'shop' });
  expect(request).toMatchObject({ StackName: 'mine', Capabilities: ['CAPABILITY_IAM'], Parameters: pairs });
});

test('fails for a launch with issues', () => {
  expect(() => resultOf({ offering, config, values: {}, target: { region: 'us-east-1' } })).toThrow(
    '/Project is required',
  );
});

test('suggests a name of what is known so far', () => {
  expect(suggestedStackName(offering, {})).toBe('x-y-dev');
  expect(suggestedStackName(offering, { Project: 'shop', Environment: 'prod' })).toBe('x-y-shop-prod');
});

test.each(['1x', 'a b', '', 'a'.repeat(129)])('fails a stack name such as %j', (stackName) => {
  expect(issuesInTarget({ region: 'us-east-1', stackName })).toHaveLength(1);
});

test('takes a good stack name, and none', () => {
  expect(issuesInTarget({ region: 'us-east-1', stackName: 'My-stack-1' })).toEqual([]);
  expect(issuesInTarget({ region: 'us-east-1' })).toEqual([]);
});

test('leads to the product in Service Catalog where its id is known, else to the list', () => {
  const known: SiteConfig = { bucket: null, productIds: { 'eu-west-1': { 'x-y': 'prod-abc' } } };

  expect(serviceCatalogUrl(known, 'x-y', 'eu-west-1')).toBe(
    'https://eu-west-1.console.aws.amazon.com/servicecatalog/home?region=eu-west-1#products/prod-abc',
  );
  expect(serviceCatalogUrl(known, 'x-y', 'cn-north-1')).toBe(
    'https://cn-north-1.console.amazonaws.cn/servicecatalog/home?region=cn-north-1#products',
  );
});
