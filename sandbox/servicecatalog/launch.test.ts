import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalog } from './catalog.fixture.ts';
import { finished, launched, launcher, offer, openCatalog, user } from './catalog.fixture.ts';
import { stackTimeMs } from './fake-services.fixture.ts';

let catalog: Catalog;
beforeEach(() => {
  catalog = openCatalog();
});
afterEach(() => catalog.host.clock.close());

const roleArn = 'arn:aws:iam::111122223333:role/factory/Launch';

function stack({ host }: Catalog) {
  return host.store.collection<Record<string, unknown>>('cloudformation', 'stacks', {
    account: '111122223333',
    region: 'eu-central-1',
  });
}

async function constrain({ admin }: Catalog, offered: object, Type: string, parameters: object): Promise<void> {
  const { ProvisioningArtifactId: _, ...ids } = offered as Record<string, string>;
  await admin('CreateConstraint', { ...ids, Type, Parameters: JSON.stringify(parameters) });
}

test('a launch passes through the states of AWS and gives the outputs of its stack', async () => {
  const offered = await offer(catalog);
  const { RecordDetail } = await catalog.launcher('ProvisionProduct', {
    ...{ ProductId: offered.ProductId, ProvisioningArtifactId: offered.ProvisioningArtifactId },
    ProvisionedProductName: 'mine',
  });
  expect(RecordDetail).toMatchObject({ Status: 'CREATED', RecordType: 'PROVISION_PRODUCT', RecordErrors: [] });

  await catalog.host.clock.advance(1000);
  const Id = RecordDetail.RecordId;
  const during = await catalog.launcher('DescribeRecord', { Id });
  expect(during.RecordDetail.Status).toBe('IN_PROGRESS');
  await catalog.host.clock.advance(stackTimeMs);

  const after = await catalog.launcher('DescribeRecord', { Id });
  expect(after.RecordDetail.Status).toBe('SUCCEEDED');
  expect(after.RecordOutputs).toMatchObject([
    { OutputKey: 'CloudformationStackARN', OutputValue: expect.stringContaining('stack/SC-111122223333-pp-') },
    { OutputKey: 'BucketName', OutputValue: 'my-bucket' },
  ]);
  const { ProvisionedProductDetail } = await catalog.launcher('DescribeProvisionedProduct', { Name: 'mine' });
  expect(ProvisionedProductDetail).toMatchObject({ Status: 'AVAILABLE', Type: 'CFN_STACK', LastRecordId: Id });
  const outputs = await catalog.launcher('GetProvisionedProductOutputs', {
    ProvisionedProductName: 'mine',
    OutputKeys: ['BucketName'],
  });
  expect(outputs.Outputs).toMatchObject([{ OutputValue: 'my-bucket' }]);
});

test('a launch constraint has the stack made under its role, with the tags of the service', async () => {
  const offered = await offer(catalog);
  await constrain(catalog, offered, 'LAUNCH', { RoleArn: roleArn });

  const record = await launched(catalog, offered);

  expect(record).toMatchObject({ Status: 'SUCCEEDED', LaunchRoleArn: roleArn });
  const [made] = stack(catalog).values();
  expect(made?.['by']).toBe('arn:aws:sts::111122223333:assumed-role/Launch/servicecatalog');
  expect(made?.['Tags']).toContainEqual({ Key: 'aws:servicecatalog:provisioningPrincipalArn', Value: launcher.arn });
  expect(made?.['TemplateURL']).toMatch(/^https:\/\/sc-[0-9a-f]{12}-eu-central-1\.s3\.eu-central-1\.amazonaws\.com\//u);
});

test('without a launch constraint the launcher needs the permissions of CloudFormation', async () => {
  catalog.host.clock.close();
  catalog = openCatalog({
    decide: ({ caller, need }) =>
      need.action === 'cloudformation:CreateStack' && caller.kind === 'user'
        ? { allowed: false, because: 'because no identity-based policy allows the action' }
        : { allowed: true, because: '' },
  });

  const record = await launched(catalog, await offer(catalog));

  expect(record.Status).toBe('FAILED');
  expect(record.RecordErrors?.[0]?.Description).toMatch(/AmazonCloudFormationException {2}User: .* is not authorized/u);
});

test('a local launch role is looked up by its name in the account of the launcher', async () => {
  const offered = await offer(catalog);
  await constrain(catalog, offered, 'LAUNCH', { LocalRoleName: 'KnownLaunch' });

  expect((await launched(catalog, offered)).LaunchRoleArn).toBe('arn:aws:iam::111122223333:role/factory/KnownLaunch');
});

test('fails what CloudFormation refuses, in the words of AWS', async () => {
  const offered = await offer(catalog);

  const record = await launched(catalog, offered, { ProvisioningParameters: [{ Key: 'Outcome', Value: 'refused' }] });

  expect(record.Status).toBe('FAILED');
  expect(record.RecordErrors?.[0]?.Description).toMatch(
    /^AmazonCloudFormationException {2}Parameters: \[KeyName\] must have values \(Service: AmazonCloudFormation; Status Code: 400; Error Code: ValidationError; Request ID: /u,
  );
  const { ProvisionedProductDetail } = await catalog.launcher('DescribeProvisionedProduct', { Name: 'mine' });
  expect(ProvisionedProductDetail.Status).toBe('ERROR');
});

test('a launch that rolls back is in error on its way, and tells why', async () => {
  const offered = await offer(catalog);
  const { RecordDetail } = await catalog.launcher('ProvisionProduct', {
    ProductId: offered.ProductId,
    ProvisioningArtifactName: '1.0.0',
    ProvisionedProductName: 'mine',
    ProvisioningParameters: [{ Key: 'Outcome', Value: 'fails' }],
  });
  await catalog.host.clock.advance(stackTimeMs + 1000);
  const during = await catalog.launcher('DescribeRecord', { Id: RecordDetail.RecordId });
  expect(during.RecordDetail.Status).toBe('IN_PROGRESS_IN_ERROR');

  await finished(catalog.host);

  const after = await catalog.launcher('DescribeRecord', { Id: RecordDetail.RecordId });
  expect(after.RecordDetail).toMatchObject({
    Status: 'FAILED',
    RecordErrors: [{ Code: 'ROLLBACK_COMPLETE', Description: 'Bucket: the name is taken' }],
  });
});

test('an update that rolls back taints the launch, a good one mends it', async () => {
  const offered = await offer(catalog);
  await launched(catalog, offered);
  const update = async (value: string) => {
    await catalog.launcher('UpdateProvisionedProduct', {
      ProvisionedProductName: 'mine',
      ProvisioningParameters: [{ Key: 'Outcome', Value: value }],
    });
    await finished(catalog.host);
    const { ProvisionedProductDetail } = await catalog.launcher('DescribeProvisionedProduct', { Name: 'mine' });
    return ProvisionedProductDetail.Status;
  };

  expect(await update('fails')).toBe('TAINTED');
  expect(await update('well')).toBe('AVAILABLE');
});

test('a terminated launch is gone, its history stays', async () => {
  const offered = await offer(catalog);
  await launched(catalog, offered);

  await catalog.launcher('TerminateProvisionedProduct', { ProvisionedProductName: 'mine' });
  await finished(catalog.host);

  await expect(catalog.launcher('DescribeProvisionedProduct', { Name: 'mine' })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
  });
  const { RecordDetails } = await catalog.launcher('ListRecordHistory');
  expect(RecordDetails.map((record: { RecordType: string }) => record.RecordType)).toEqual([
    'TERMINATE_PROVISIONED_PRODUCT',
    'PROVISION_PRODUCT',
  ]);
});

test.each([
  [{}, 'TAINTED'],
  [{ IgnoreErrors: true }, undefined],
  [{ RetainPhysicalResources: true }, undefined],
])('a stack that cannot be deleted, terminated with %j, leaves the launch %s', async (flags, status) => {
  const offered = await offer(catalog);
  await launched(catalog, offered, { ProvisioningParameters: [{ Key: 'Outcome', Value: 'stays' }] });

  await catalog.launcher('TerminateProvisionedProduct', { ProvisionedProductName: 'mine', ...flags });
  await finished(catalog.host);

  const { ProvisionedProducts } = await catalog.launcher('SearchProvisionedProducts');
  expect(ProvisionedProducts[0]?.Status).toBe(status);
  if ('RetainPhysicalResources' in flags) expect(stack(catalog).values()[0]?.['StackStatus']).toBe('CREATE_COMPLETE');
});

test('a repeated token gives the first record, another request with it is refused', async () => {
  const { ProductId, ProvisioningArtifactId } = await offer(catalog);
  const input = { ProductId, ProvisioningArtifactId, ProvisionedProductName: 'mine', ProvisionToken: 'once' };
  const [first, second] = await Promise.all([
    catalog.launcher('ProvisionProduct', input),
    catalog.launcher('ProvisionProduct', input),
  ]);

  expect(second.RecordDetail.RecordId).toBe(first.RecordDetail.RecordId);
  await expect(
    catalog.launcher('ProvisionProduct', { ...input, ProvisionedProductName: 'other' }),
  ).rejects.toMatchObject({ code: 'InvalidParametersException' });
  await finished(catalog.host);
  expect(stack(catalog).size()).toBe(1);
});

test('fails a second launch of the same name, and launches of deprecated or inactive versions', async () => {
  const offered = await offer(catalog);
  const { ProductId, ProvisioningArtifactId } = offered;
  await launched(catalog, offered);
  await expect(launched(catalog, offered)).rejects.toMatchObject({ code: 'DuplicateResourceException' });

  await catalog.admin('UpdateProvisioningArtifact', { ProductId, ProvisioningArtifactId, Guidance: 'DEPRECATED' });
  await expect(launched(catalog, offered, { ProvisionedProductName: 'b' })).rejects.toThrow(/deprecated/u);
  await catalog.launcher('UpdateProvisionedProduct', { ProvisionedProductName: 'mine', ProvisioningArtifactId });
  await finished(catalog.host);
  await catalog.admin('UpdateProvisioningArtifact', { ProductId, ProvisioningArtifactId, Active: false });
  await expect(launched(catalog, offered, { ProvisionedProductName: 'c' })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

test('rules of template constraints come beside those of the template', async () => {
  const offered = await offer(catalog);
  const assertions = [{ Assert: { 'Fn::Equals': ['a', 'a'] }, AssertDescription: 'same' }];
  await constrain(catalog, offered, 'TEMPLATE', { Rules: { Same: { Assertions: assertions } } });
  await launched(catalog, offered);

  const url = new URL(String(stack(catalog).values()[0]?.['TemplateURL']));
  const { Body, Tagging } = await catalog.host.invoke<{ Body: Buffer; Tagging: string }>({
    service: 's3',
    operation: 'GetObject',
    input: { Bucket: url.hostname.split('.')[0], Key: url.pathname.slice(1) },
    caller: launcher,
    scope: { account: '111122223333', region: 'eu-central-1' },
  });

  expect(JSON.parse(Body.toString())).toMatchObject({ Rules: { Same: {} }, Resources: { Bucket: {} } });
  expect(Tagging).toBe('servicecatalog:provisioning=true');
});

test('a stack set constraint is kept, and its launches are refused by name', async () => {
  const offered = await offer(catalog);
  await constrain(catalog, offered, 'STACKSET', {
    Version: '1',
    Properties: { AccountList: ['1'], RegionList: ['r'], AdminRole: 'a', ExecutionRole: 'e' },
  });

  await expect(launched(catalog, offered)).rejects.toMatchObject({ code: 'UnsupportedOperation', status: 501 });
});

test('tags: those of the portfolio, those that TagOptions fix, and those that the launcher picks', async () => {
  const offered = await offer(catalog);
  await catalog.admin('UpdatePortfolio', { Id: offered.PortfolioId, AddTags: [{ Key: 'team', Value: 'data' }] });
  for (const [Key, Value, ResourceId] of [
    ['stage', 'dev', offered.PortfolioId],
    ['stage', 'prod', offered.PortfolioId],
    ['stage', 'prod', offered.ProductId],
    ['cost', 'a', offered.PortfolioId],
    ['cost', 'b', offered.ProductId],
    ['size', 's', offered.ProductId],
    ['size', 'l', offered.ProductId],
  ]) {
    const { TagOptionDetails } = await catalog.admin('ListTagOptions', { Filters: { Key, Value } });
    const { TagOptionDetail = TagOptionDetails[0] } =
      TagOptionDetails.length > 0 ? {} : await catalog.admin('CreateTagOption', { Key, Value });
    await catalog.admin('AssociateTagOptionWithResource', { ResourceId, TagOptionId: TagOptionDetail.Id });
  }

  await expect(launched(catalog, offered)).rejects.toThrow(/for the tag size: one of s, l/u);
  await expect(launched(catalog, offered, { Tags: [{ Key: 'size', Value: 'xl' }] })).rejects.toThrow(/got xl/u);
  await launched(catalog, offered, { Tags: [{ Key: 'size', Value: 'l' }] });

  const { ProvisionedProducts } = await catalog.launcher('SearchProvisionedProducts');
  expect(ProvisionedProducts[0].Tags).toEqual([
    { Key: 'team', Value: 'data' },
    { Key: 'size', Value: 'l' },
    { Key: 'stage', Value: 'prod' },
    { Key: 'cost', Value: `sc-tagoption-conflict-${offered.PortfolioId}-${offered.ProductId}` },
  ]);
});

test('tags of a launch change only where a constraint allows it', async () => {
  const offered = await offer(catalog);
  await launched(catalog, offered);
  const update = () =>
    catalog.launcher('UpdateProvisionedProduct', {
      ProvisionedProductName: 'mine',
      Tags: [{ Key: 'a', Value: 'b' }],
    });

  await expect(update()).rejects.toThrow(/RESOURCE_UPDATE/u);
  await constrain(catalog, offered, 'RESOURCE_UPDATE', {
    Version: '2.0',
    Properties: { TagUpdateOnProvisionedProduct: 'ALLOWED' },
  });
  await update();
  await finished(catalog.host);
  const { ProvisionedProducts } = await catalog.launcher('SearchProvisionedProducts');
  expect(ProvisionedProducts[0].Tags).toEqual([{ Key: 'a', Value: 'b' }]);
});

test('lists show the launches of their level', async () => {
  const offered = await offer(catalog);
  await launched(catalog, offered);
  const stranger = catalog.as(user('stranger'));

  expect((await stranger('SearchProvisionedProducts')).TotalResultsCount).toBe(0);
  const AccessLevelFilter = { Key: 'Account', Value: 'self' };
  expect((await stranger('SearchProvisionedProducts', { AccessLevelFilter })).TotalResultsCount).toBe(1);
  expect((await stranger('ScanProvisionedProducts', { AccessLevelFilter })).ProvisionedProducts).toHaveLength(1);
});

test.each([
  ['status:AVAILABLE', 1],
  ['status:ERROR', 0],
  ['name:mi*', 1],
  ['productName:Bucket', 1],
  ['Bucket', 1],
  ['nothing', 0],
])('a search for %s finds %d', async (query, count) => {
  await launched(catalog, await offer(catalog));

  const { TotalResultsCount } = await catalog.launcher('SearchProvisionedProducts', {
    Filters: { SearchQuery: [query] },
  });

  expect(TotalResultsCount).toBe(count);
});

test('a launch that was under way when the sandbox was killed is taken up again, once', async () => {
  const data = mkdtempSync(join(tmpdir(), 'catalog-'));
  try {
    const before = openCatalog({ data });
    const offered = await offer(before);
    const { RecordDetail } = await before.launcher('ProvisionProduct', {
      ProductId: offered.ProductId,
      ProvisioningArtifactId: offered.ProvisioningArtifactId,
      ProvisionedProductName: 'mine',
    });
    await before.host.clock.advance(1000);
    before.host.clock.close();
    before.host.store.close();

    const after = openCatalog({ data });
    // The stand-in for CloudFormation has forgotten its timers; the stack is finished by hand.
    const [made] = stack(after).values();
    await after.host.clock.advance(1000);
    stack(after).put(String(made?.['StackId']), { ...made, StackStatus: 'CREATE_COMPLETE' });
    await finished(after.host);

    const { RecordDetail: done } = await after.launcher('DescribeRecord', { Id: RecordDetail.RecordId });
    expect(done.Status).toBe('SUCCEEDED');
    expect(stack(after).size()).toBe(1);
    after.host.clock.close();
    after.host.store.close();
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
