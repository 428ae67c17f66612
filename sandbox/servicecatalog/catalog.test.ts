import type { Catalog } from './catalog.fixture.ts';
import { launched, launcher, offer, openCatalog, otherAccount, user } from './catalog.fixture.ts';

let catalog: Catalog;
beforeEach(() => {
  catalog = openCatalog();
});
afterEach(() => catalog.host.clock.close());

async function product(more: object = {}, artifact: object = {}) {
  return catalog.admin('CreateProduct', {
    Name: 'Bucket',
    Owner: 'team',
    ProductType: 'CLOUD_FORMATION_TEMPLATE',
    ProvisioningArtifactParameters: {
      Name: '1.0.0',
      Info: { LoadTemplateFromURL: await catalog.template('v1.json') },
      ...artifact,
    },
    ...more,
  });
}

const outcome = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

test('a product comes with its first version, which is made in the background', async () => {
  const { ProductViewDetail, ProvisioningArtifactDetail } = await product();
  const { ProductId } = ProductViewDetail.ProductViewSummary;
  const ids = { ProductId, ProvisioningArtifactId: ProvisioningArtifactDetail.Id };
  const status = async () => (await catalog.admin('DescribeProvisioningArtifact', ids)).Status;

  expect(ProductViewDetail).toMatchObject({ Status: 'CREATED', ProductARN: expect.stringMatching(/:product\/prod-/u) });
  expect(await status()).toBe('CREATING');
  await catalog.host.clock.advance(1);
  expect(await status()).toBe('AVAILABLE');
});

test('a version keeps the template it was made of', async () => {
  const { ProductViewDetail, ProvisioningArtifactDetail } = await product();
  await catalog.template('v1.json', { Parameters: { Other: { Type: 'String' } } });

  const { ProvisioningArtifactParameters } = await catalog.admin('DescribeProvisioningArtifact', {
    ProductId: ProductViewDetail.ProductViewSummary.ProductId,
    ProvisioningArtifactId: ProvisioningArtifactDetail.Id,
    IncludeProvisioningArtifactParameters: true,
  });

  expect(ProvisioningArtifactParameters).toMatchObject([
    {
      ParameterKey: 'Size',
      DefaultValue: 'small',
      ParameterType: 'String',
      IsNoEcho: false,
      Description: 'How big',
      ParameterConstraints: { AllowedValues: ['small', 'large'] },
    },
    { ParameterKey: 'Secret', IsNoEcho: true },
  ]);
  expect(ProvisioningArtifactParameters[1]).not.toHaveProperty('DefaultValue');
});

test('parameters and outputs are read from YAML with short forms', async () => {
  const url = await catalog.template(
    'short.yaml',
    'Parameters:\n  A: {Type: Number, Default: 5, MinValue: 1}\nResources: {}\nOutputs:\n  O: {Value: !If [C, !GetAtt X.Arn, !Ref A], Description: out}\n',
  );
  const offered = await offer(catalog);
  const { ProvisioningArtifactDetail } = await catalog.admin('CreateProvisioningArtifact', {
    ProductId: offered.ProductId,
    Parameters: { Name: '2', Info: { LoadTemplateFromURL: url } },
  });
  await catalog.host.clock.advance(1);

  const answer = await catalog.launcher('DescribeProvisioningParameters', {
    ProductId: offered.ProductId,
    ProvisioningArtifactId: ProvisioningArtifactDetail.Id,
  });

  expect(answer.ProvisioningArtifactParameters).toEqual([
    {
      ParameterKey: 'A',
      ParameterType: 'Number',
      DefaultValue: '5',
      IsNoEcho: false,
      ParameterConstraints: { AllowedValues: [], MinValue: '1' },
    },
  ]);
  expect(answer.ProvisioningArtifactOutputKeys).toEqual([{ Key: 'O', Description: 'out' }]);
  expect(answer.UsageInstructions).toEqual([
    { Type: 'rules', Value: '{}' },
    { Type: 'tagUpdateOnProvisionedProduct', Value: 'NOT_ALLOWED' },
  ]);
});

test('a template that its key keeps shut makes a version that fails', async () => {
  const { ProductId } = await offer(catalog);
  const { ProvisioningArtifactDetail } = await catalog.admin('CreateProvisioningArtifact', {
    ProductId,
    Parameters: { Info: { LoadTemplateFromURL: await catalog.template('locked/v2.json') } },
  });
  await catalog.host.clock.advance(1);

  const { Status } = await catalog.admin('DescribeProvisioningArtifact', {
    ProductId,
    ProvisioningArtifactId: ProvisioningArtifactDetail.Id,
  });

  expect(Status).toBe('FAILED');
});

test.each([
  ['a template that is not there', { Info: { LoadTemplateFromURL: 'https://templates.s3.amazonaws.com/no' } }],
  ['a URL that is not of S3', { Info: { LoadTemplateFromURL: 'https://example.com/t.json' } }],
  ['no source', { Info: {} }],
  ['a name with spaces', { Name: 'one two' }],
])('fails a product with %s, and leaves nothing', async (_, artifact) => {
  await expect(product({}, artifact)).rejects.toMatchObject({ code: 'InvalidParametersException' });

  expect((await catalog.admin('SearchProductsAsAdmin')).ProductViewDetails).toEqual([]);
});

test('fails a template that CloudFormation finds wrong, unless it is told not to look', async () => {
  const Info = { LoadTemplateFromURL: await catalog.template('broken.json', 'nonsense: [') };

  await expect(product({}, { Info })).rejects.toThrow(/Please make sure that your template is valid: Template format/u);
  expect(await outcome(product({}, { Info, DisableTemplateValidation: true }))).toBe('done');
});

test('the same idempotency token makes one product, names are not unique', async () => {
  const first = await product({ IdempotencyToken: 'a' });
  const again = await product({ IdempotencyToken: 'a' });
  const other = await product({ IdempotencyToken: 'b' });
  const idOf = (answer: typeof first) => answer.ProductViewDetail.ProductViewSummary.ProductId;

  expect(idOf(again)).toBe(idOf(first));
  expect(idOf(other)).not.toBe(idOf(first));
  await expect(catalog.admin('DescribeProductAsAdmin', { Name: 'Bucket' })).rejects.toThrow(/Multiple products/u);
});

test('the last version stays, and so does one that is launched', async () => {
  const offered = await offer(catalog);
  const { ProductId, ProvisioningArtifactId } = offered;
  const remove = (id: string) =>
    outcome(catalog.admin('DeleteProvisioningArtifact', { ProductId, ProvisioningArtifactId: id }));
  expect(await remove(ProvisioningArtifactId)).toBe('ResourceInUseException');

  await launched(catalog, offered);
  const { ProvisioningArtifactDetail } = await catalog.admin('CreateProvisioningArtifact', {
    ProductId,
    Parameters: { Name: '2', Info: { LoadTemplateFromURL: await catalog.template('v2.json') } },
  });
  expect(await remove(ProvisioningArtifactId)).toBe('ResourceInUseException');
  expect(await remove(ProvisioningArtifactDetail.Id)).toBe('done');
});

test('nothing is deleted that something else stands on', async () => {
  const { PortfolioId, ProductId } = await offer(catalog);
  const { ConstraintDetail } = await catalog.admin('CreateConstraint', {
    PortfolioId,
    ProductId,
    Type: 'LAUNCH',
    Parameters: JSON.stringify({ RoleArn: 'arn:aws:iam::111122223333:role/x' }),
  });
  const steps: [string, object][] = [
    ['DeleteProduct', { Id: ProductId }],
    ['DeletePortfolio', { Id: PortfolioId }],
    ['DisassociateProductFromPortfolio', { PortfolioId, ProductId }],
    ['DeleteConstraint', { Id: ConstraintDetail.ConstraintId }],
    ['DisassociateProductFromPortfolio', { PortfolioId, ProductId }],
    ['DeletePortfolio', { Id: PortfolioId }],
    ['DisassociatePrincipalFromPortfolio', { PortfolioId, PrincipalARN: launcher.arn }],
    ['DeletePortfolio', { Id: PortfolioId }],
    ['DeleteProduct', { Id: ProductId }],
  ];
  const outcomes: unknown[] = [];
  for (const [operation, input] of steps) outcomes.push(await outcome(catalog.admin(operation, input)));

  const refused = 'ResourceInUseException';
  expect(outcomes).toEqual([refused, refused, refused, 'done', 'done', refused, 'done', 'done', 'done']);
});

test('only principals of a portfolio see what is in it', async () => {
  const { PortfolioId, ProductId } = await offer(catalog);
  const sees = async (name: string) =>
    (await catalog.as(user(name))('SearchProducts')).ProductViewSummaries.map((one: { Name: string }) => one.Name);
  const give = (PrincipalARN: string, PrincipalType: string) =>
    catalog.admin('AssociatePrincipalWithPortfolio', { PortfolioId, PrincipalARN, PrincipalType });

  expect(await sees('launcher')).toEqual(['Bucket']);
  expect(await sees('stranger')).toEqual([]);
  expect(await outcome(catalog.as(user('stranger'))('DescribeProduct', { Id: ProductId }))).toBe(
    'ResourceNotFoundException',
  );
  await give('arn:aws:iam::111122223333:group/launchers', 'IAM');
  expect(await sees('member')).toEqual(['Bucket']);
  await give('arn:aws:iam:::user/analyst-?', 'IAM_PATTERN');
  expect([await sees('analyst-1'), await sees('analyst-12')]).toEqual([['Bucket'], []]);
  expect(await outcome(give('arn:aws:iam::111122223333:user/*', 'IAM'))).toBe('InvalidParametersException');
});

test('a role is a principal, whatever the session is called', async () => {
  const { PortfolioId } = await offer(catalog);
  const roleArn = 'arn:aws:iam::111122223333:role/teams/Data';
  await catalog.admin('AssociatePrincipalWithPortfolio', { PortfolioId, PrincipalARN: roleArn, PrincipalType: 'IAM' });
  const session = catalog.host.identity.assume({ roleArn, sessionName: 'jo', service: 'x' });

  expect((await catalog.as(session)('SearchProducts')).ProductViewSummaries).toHaveLength(1);
});

test('a path has to be named where there are several', async () => {
  const offered = await offer(catalog);
  const { PortfolioDetail } = await catalog.admin('CreatePortfolio', { DisplayName: 'Second', ProviderName: 'team' });
  const ids = { PortfolioId: PortfolioDetail.Id, ProductId: offered.ProductId };
  await catalog.admin('AssociateProductWithPortfolio', ids);
  await catalog.admin('AssociatePrincipalWithPortfolio', {
    PortfolioId: PortfolioDetail.Id,
    PrincipalARN: launcher.arn,
    PrincipalType: 'IAM',
  });

  await expect(launched(catalog, offered)).rejects.toThrow(/Multiple launch paths/u);
  const { LaunchPathSummaries } = await catalog.launcher('ListLaunchPaths', { ProductId: offered.ProductId });
  expect(LaunchPathSummaries.map((path: { Name: string }) => path.Name)).toEqual(['Bucket folio', 'Second']);
  const record = await launched(catalog, offered, { PathId: LaunchPathSummaries[1].Id });
  expect(record.PathId).toBe(`lpv3-${PortfolioDetail.Id.slice(5)}`);
});

describe('constraints', () => {
  const role = (name: string) => ({ RoleArn: `arn:aws:iam::111122223333:role/${name}` });
  const rules = { Rules: { R: { Assertions: [{ Assert: { 'Fn::Equals': [1, 1] } }] } } };
  const stackSet = {
    Version: '1',
    Properties: { AccountList: [], RegionList: [], AdminRole: 'a', ExecutionRole: 'e' },
  };

  test.each<[string, [string, object][], unknown]>([
    ['a launch role', [['LAUNCH', role('a')]], 'done'],
    [
      'a second launch role',
      [
        ['LAUNCH', role('a')],
        ['LAUNCH', role('b')],
      ],
      'DuplicateResourceException',
    ],
    [
      'a stack set beside a launch role',
      [
        ['LAUNCH', role('a')],
        ['STACKSET', stackSet],
      ],
      'InvalidParametersException',
    ],
    ['both kinds of role', [['LAUNCH', { ...role('a'), LocalRoleName: 'a' }]], 'InvalidParametersException'],
    ['a local role that is there', [['LAUNCH', { LocalRoleName: 'KnownRole' }]], 'done'],
    ['a local role that is not there', [['LAUNCH', { LocalRoleName: 'Missing' }]], 'InvalidParametersException'],
    ['rules', [['TEMPLATE', rules]], 'done'],
    [
      'the same rules twice',
      [
        ['TEMPLATE', rules],
        ['TEMPLATE', rules],
      ],
      'DuplicateResourceException',
    ],
    ['rules without assertions', [['TEMPLATE', { Rules: { R: {} } }]], 'InvalidParametersException'],
    ['topics', [['NOTIFICATION', { NotificationArns: ['arn:aws:sns:eu-central-1:1:t'] }]], 'done'],
    ['topics that are none', [['NOTIFICATION', { NotificationArns: ['t'] }]], 'InvalidParametersException'],
    [
      'an unknown word on tags',
      [['RESOURCE_UPDATE', { Version: '2.0', Properties: { TagUpdateOnProvisionedProduct: 'yes' } }]],
      'InvalidParametersException',
    ],
    ['an unknown kind', [['OTHER', {}]], 'InvalidParametersException'],
  ])('%s', async (_, constraints, expected) => {
    const { PortfolioId, ProductId } = await offer(catalog);
    let last: unknown;
    for (const [Type, parameters] of constraints) {
      const Parameters = JSON.stringify(parameters);
      last = await outcome(catalog.admin('CreateConstraint', { PortfolioId, ProductId, Type, Parameters }));
    }

    expect(last).toBe(expected);
  });

  test('whoever binds a role has to be allowed to pass it', async () => {
    const offered = await offer(catalog);
    const { PortfolioId, ProductId } = offered;
    const Parameters = JSON.stringify(role('a'));
    await catalog.admin('CreateConstraint', { PortfolioId, ProductId, Type: 'LAUNCH', Parameters });

    expect(catalog.host.observed.decisions()).toContainEqual(
      expect.objectContaining({ action: 'iam:PassRole', resource: role('a').RoleArn }),
    );
  });
});

describe('a portfolio that is shared with another account', () => {
  const other = (name: string) => catalog.as(user(name, otherAccount));

  test('can be launched from once it is accepted and has principals there', async () => {
    const offered = await offer(catalog);
    const { PortfolioId } = offered;
    await catalog.admin('CreatePortfolioShare', { PortfolioId, AccountId: otherAccount });
    expect(await outcome(other('admin')('DescribePortfolio', { Id: PortfolioId }))).toBe('ResourceNotFoundException');

    await other('admin')('AcceptPortfolioShare', { PortfolioId });
    expect((await other('admin')('ListAcceptedPortfolioShares')).PortfolioDetails).toMatchObject([{ Id: PortfolioId }]);
    await other('admin')('AssociatePrincipalWithPortfolio', {
      PortfolioId,
      PrincipalARN: user('jo', otherAccount).arn,
      PrincipalType: 'IAM',
    });
    const record = await launched({ ...catalog, launcher: other('jo') }, offered);

    expect(record.Status).toBe('SUCCEEDED');
    const [stack] = catalog.host.store
      .collection<{ StackName: string }>('cloudformation', 'stacks', {
        account: otherAccount,
        region: 'eu-central-1',
      })
      .values();
    expect(stack?.StackName).toContain(`SC-${otherAccount}-pp-`);
  });

  test('is lost when the share ends, and with it what was taken from it', async () => {
    const { PortfolioId, ProductId } = await offer(catalog);
    await catalog.admin('CreatePortfolioShare', { PortfolioId, AccountId: otherAccount });
    await other('admin')('AcceptPortfolioShare', { PortfolioId });
    const local = await other('admin')('CreatePortfolio', { DisplayName: 'local', ProviderName: 'x' });
    const ids = { PortfolioId: local.PortfolioDetail.Id, ProductId };
    await other('admin')('AssociateProductWithPortfolio', ids);

    await catalog.admin('DeletePortfolioShare', { PortfolioId, AccountId: otherAccount });

    const { ProductViewDetails } = await other('admin')('SearchProductsAsAdmin', { PortfolioId: ids.PortfolioId });
    expect(ProductViewDetails).toEqual([]);
    expect((await other('admin')('ListAcceptedPortfolioShares')).PortfolioDetails).toEqual([]);
  });

  test('is told to whom it was offered, and who took it', async () => {
    const { PortfolioId } = await offer(catalog);
    await catalog.admin('CreatePortfolioShare', { PortfolioId, AccountId: otherAccount });
    const shares = async () =>
      (await catalog.admin('DescribePortfolioShares', { PortfolioId, Type: 'ACCOUNT' })).PortfolioShareDetails;

    expect(await shares()).toMatchObject([{ PrincipalId: otherAccount, Accepted: false }]);
    await other('admin')('AcceptPortfolioShare', { PortfolioId });
    expect(await shares()).toMatchObject([{ Accepted: true }]);
    expect((await catalog.admin('ListPortfolioAccess', { PortfolioId })).AccountIds).toEqual([otherAccount]);
    await other('admin')('RejectPortfolioShare', { PortfolioId });
    expect(await shares()).toMatchObject([{ Accepted: false }]);
  });

  test('fails shares with an organization by name', async () => {
    const { PortfolioId } = await offer(catalog);
    const OrganizationNode = { Type: 'ORGANIZATION', Value: 'o-abcdefghij' };

    await expect(catalog.admin('CreatePortfolioShare', { PortfolioId, OrganizationNode })).rejects.toMatchObject({
      code: 'OperationNotSupportedException',
      message: expect.stringContaining('organization'),
    });
  });
});

describe('limits', () => {
  test.each([
    ['CreatePortfolio', { DisplayName: 'x'.repeat(101), ProviderName: 'team' }, /displayName.*equal to 100/u],
    ['CreatePortfolio', { DisplayName: 'x' }, /Value null at 'providerName'.*must not be null/u],
    ['DescribePortfolio', { Id: 'a.b' }, /regular expression pattern/u],
    ['ListPortfolios', { PageSize: 21 }, /less than or equal to 20/u],
    ['ProvisionProduct', { ProductId: 'a', ProvisionedProductName: '-no' }, /provisionedProductName/u],
    ['CreateProduct', { IdempotencyToken: '1.0.0' }, /idempotencyToken/u],
  ])('%s of %j is against the model', async (operation, input, message) => {
    await expect(catalog.admin(operation, input)).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringMatching(message),
    });
  });

  test('the hundred and first portfolio is refused', async () => {
    for (let number = 0; number < 100; number++) {
      await catalog.host.clock.advance(100);
      await catalog.admin('CreatePortfolio', { DisplayName: `p${number}`, ProviderName: 'team' });
    }

    expect(await outcome(catalog.admin('CreatePortfolio', { DisplayName: 'more', ProviderName: 'team' }))).toBe(
      'LimitExceededException',
    );
    const pages: string[] = [];
    let PageToken: string | undefined;
    do {
      const page = await catalog.admin('ListPortfolios', { PageSize: 15, ...(PageToken && { PageToken }) });
      pages.push(...page.PortfolioDetails.map((one: { DisplayName: string }) => one.DisplayName));
      PageToken = page.NextPageToken;
    } while (PageToken !== undefined);
    expect(new Set(pages).size).toBe(100);
  });

  test('a storm of requests is throttled, and let through again later', async () => {
    const list = () => outcome(catalog.admin('ListPortfolios'));
    const storm = await Promise.all(Array.from({ length: 400 }, list));

    expect(storm).toContain('ThrottlingException');
    expect(storm.filter((one) => one === 'done').length).toBeGreaterThanOrEqual(200);
    await catalog.host.clock.advance(1000);
    expect(await list()).toBe('done');
  });
});
