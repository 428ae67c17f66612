import * as sdk from '@aws-sdk/client-service-catalog';
import type { TestGateway } from '../gateway/test-gateway.fixture.ts';
import { openTestGateway, testAccounts } from '../gateway/test-gateway.fixture.ts';
import { simpleTemplate } from './catalog.fixture.ts';
import { fakeCloudFormation, fakeIam, fakeS3, stackTimeMs } from './fake-services.fixture.ts';
import { servicecatalog } from './service.ts';

/** Every operation through the client of the SDK: what it sends is understood, what it gets is of the shape it knows. */

const roleArn = `arn:aws:iam::${testAccounts[0]}:role/teams/Launcher`;
let gateway: TestGateway;
let admin: sdk.ServiceCatalogClient;
let launcher: sdk.ServiceCatalogClient;
const asked = new Set<string>();

beforeAll(async () => {
  gateway = await openTestGateway({ services: [fakeS3, fakeCloudFormation, fakeIam, servicecatalog] });
  const session = gateway.host.identity.assume({ roleArn, sessionName: 'jo', service: 'x' });
  admin = counted(new sdk.ServiceCatalogClient(gateway.client));
  launcher = counted(new sdk.ServiceCatalogClient(gateway.clientOf(session)));
  const { host } = gateway;
  const caller = { kind: 'root', account: testAccounts[0], arn: '', userId: '' } as const;
  const scope = { account: testAccounts[0], region: 'eu-central-1' };
  const input = { Bucket: 'templates', Key: 't.json', Body: JSON.stringify(simpleTemplate) };
  await host.invoke({ service: 's3', operation: 'PutObject', input, caller, scope });
});
afterAll(() => gateway.close());

function counted(client: sdk.ServiceCatalogClient): sdk.ServiceCatalogClient {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        asked.add(commandName.replace(/Command$/u, ''));
        return next(args);
      },
    { step: 'initialize' },
  );
  return client;
}

const url = 'https://templates.s3.eu-central-1.amazonaws.com/t.json';
const own = { Key: 'Account', Value: 'self' } as const;

async function portfolioWithProduct(name: string) {
  const { PortfolioDetail } = await admin.send(
    new sdk.CreatePortfolioCommand({ DisplayName: name, ProviderName: 'team', Tags: [{ Key: 'a', Value: 'b' }] }),
  );
  const { ProductViewDetail, ProvisioningArtifactDetail } = await admin.send(
    new sdk.CreateProductCommand({
      Name: name,
      Owner: 'team',
      ProductType: 'CLOUD_FORMATION_TEMPLATE',
      ProvisioningArtifactParameters: { Name: '1', Info: { LoadTemplateFromURL: url } },
    }),
  );
  const ids = { PortfolioId: PortfolioDetail?.Id, ProductId: ProductViewDetail?.ProductViewSummary?.ProductId };
  await admin.send(new sdk.AssociateProductWithPortfolioCommand(ids));
  await admin.send(
    new sdk.AssociatePrincipalWithPortfolioCommand({ ...ids, PrincipalARN: roleArn, PrincipalType: 'IAM' }),
  );
  await gateway.host.clock.advance(1);
  return { ...ids, viewId: ProductViewDetail?.ProductViewSummary?.Id, artifactId: ProvisioningArtifactDetail?.Id };
}

test('portfolios, products and versions', async () => {
  const { PortfolioId, ProductId, artifactId } = await portfolioWithProduct('first');
  const artifact = { ProductId, ProvisioningArtifactId: artifactId };

  const described = await admin.send(new sdk.DescribePortfolioCommand({ Id: PortfolioId }));
  expect(described.PortfolioDetail?.CreatedTime).toBeInstanceOf(Date);
  expect(described.Tags).toEqual([{ Key: 'a', Value: 'b' }]);
  await admin.send(new sdk.UpdatePortfolioCommand({ Id: PortfolioId, Description: 'new', RemoveTags: ['a'] }));
  const { PortfolioDetails } = await admin.send(new sdk.ListPortfoliosCommand({}));
  expect(PortfolioDetails).toMatchObject([{ Id: PortfolioId, Description: 'new' }]);
  await admin.send(new sdk.UpdateProductCommand({ Id: ProductId, Description: 'better' }));
  const asAdmin = await admin.send(new sdk.DescribeProductAsAdminCommand({ Name: 'first' }));
  expect(asAdmin.ProvisioningArtifactSummaries).toMatchObject([
    { Id: artifactId, ProvisioningArtifactMetadata: { LoadTemplateFromURL: url } },
  ]);
  const found = await admin.send(
    new sdk.SearchProductsAsAdminCommand({ PortfolioId, Filters: { FullTextSearch: ['better'] } }),
  );
  expect(found.ProductViewDetails).toHaveLength(1);
  const holding = await admin.send(new sdk.ListPortfoliosForProductCommand({ ProductId }));
  expect(holding.PortfolioDetails).toMatchObject([{ Id: PortfolioId }]);

  const second = await admin.send(
    new sdk.CreateProvisioningArtifactCommand({
      ProductId,
      Parameters: { Name: '2', Info: { LoadTemplateFromURL: url } },
    }),
  );
  const { ProvisioningArtifactDetails } = await admin.send(new sdk.ListProvisioningArtifactsCommand({ ProductId }));
  expect(ProvisioningArtifactDetails?.map(({ Name }) => Name)).toEqual(['1', '2']);
  await admin.send(new sdk.UpdateProvisioningArtifactCommand({ ...artifact, Guidance: 'DEPRECATED', Active: false }));
  const one = await admin.send(new sdk.DescribeProvisioningArtifactCommand({ ...artifact, Verbose: true }));
  expect(one).toMatchObject({
    ProvisioningArtifactDetail: { Guidance: 'DEPRECATED', Active: false },
    Info: { LoadTemplateFromURL: url },
    Status: 'AVAILABLE',
  });
  await admin.send(
    new sdk.DeleteProvisioningArtifactCommand({
      ProductId,
      ProvisioningArtifactId: second.ProvisioningArtifactDetail?.Id,
    }),
  );
  await admin.send(new sdk.DisassociateProductFromPortfolioCommand({ PortfolioId, ProductId }));
  await admin.send(new sdk.DeleteProductCommand({ Id: ProductId }));
  await admin.send(new sdk.DisassociatePrincipalFromPortfolioCommand({ PortfolioId, PrincipalARN: roleArn }));
  await admin.send(new sdk.DeletePortfolioCommand({ Id: PortfolioId }));
});

test('constraints, principals and TagOptions', async () => {
  const { PortfolioId, ProductId } = await portfolioWithProduct('second');
  const ids = { PortfolioId, ProductId };
  const { ConstraintDetail } = await admin.send(
    new sdk.CreateConstraintCommand({ ...ids, Type: 'LAUNCH', Parameters: JSON.stringify({ RoleArn: roleArn }) }),
  );
  const Id = ConstraintDetail?.ConstraintId;
  await admin.send(new sdk.UpdateConstraintCommand({ Id, Description: 'launch' }));
  const constraint = await admin.send(new sdk.DescribeConstraintCommand({ Id }));
  expect(constraint).toMatchObject({
    ConstraintDetail: { Description: 'launch', Owner: testAccounts[0] },
    Status: 'AVAILABLE',
  });
  const { ConstraintDetails } = await admin.send(new sdk.ListConstraintsForPortfolioCommand(ids));
  expect(ConstraintDetails).toHaveLength(1);
  await admin.send(new sdk.DeleteConstraintCommand({ Id }));
  const { Principals } = await admin.send(new sdk.ListPrincipalsForPortfolioCommand({ PortfolioId }));
  expect(Principals).toEqual([{ PrincipalARN: roleArn, PrincipalType: 'IAM' }]);

  const { TagOptionDetail } = await admin.send(new sdk.CreateTagOptionCommand({ Key: 'stage', Value: 'dev' }));
  const TagOptionId = TagOptionDetail?.Id;
  await admin.send(new sdk.UpdateTagOptionCommand({ Id: TagOptionId, Value: 'prod' }));
  expect((await admin.send(new sdk.DescribeTagOptionCommand({ Id: TagOptionId }))).TagOptionDetail?.Value).toBe('prod');
  await admin.send(new sdk.AssociateTagOptionWithResourceCommand({ ResourceId: ProductId, TagOptionId }));
  expect((await admin.send(new sdk.ListTagOptionsCommand({}))).TagOptionDetails).toHaveLength(1);
  const { ResourceDetails } = await admin.send(new sdk.ListResourcesForTagOptionCommand({ TagOptionId }));
  expect(ResourceDetails).toMatchObject([{ Id: ProductId, Name: 'second' }]);
  await expect(admin.send(new sdk.DeleteTagOptionCommand({ Id: TagOptionId }))).rejects.toThrow(
    sdk.ResourceInUseException,
  );
  await admin.send(new sdk.DisassociateTagOptionFromResourceCommand({ ResourceId: ProductId, TagOptionId }));
  await admin.send(new sdk.DeleteTagOptionCommand({ Id: TagOptionId }));
});

test('shares', async () => {
  const { PortfolioId } = await portfolioWithProduct('third');
  const AccountId = testAccounts[1];
  const other = counted(
    new sdk.ServiceCatalogClient(
      gateway.clientOf({ kind: 'root', account: AccountId, arn: `arn:aws:iam::${AccountId}:root`, userId: AccountId }),
    ),
  );

  await admin.send(new sdk.CreatePortfolioShareCommand({ PortfolioId, AccountId }));
  await admin.send(new sdk.UpdatePortfolioShareCommand({ PortfolioId, AccountId, ShareTagOptions: true }));
  await other.send(new sdk.AcceptPortfolioShareCommand({ PortfolioId }));
  expect((await other.send(new sdk.ListAcceptedPortfolioSharesCommand({}))).PortfolioDetails).toHaveLength(1);
  const shares = await admin.send(new sdk.DescribePortfolioSharesCommand({ PortfolioId, Type: 'ACCOUNT' }));
  expect(shares.PortfolioShareDetails).toMatchObject([{ Accepted: true, ShareTagOptions: true }]);
  expect((await admin.send(new sdk.ListPortfolioAccessCommand({ PortfolioId }))).AccountIds).toEqual([AccountId]);
  await other.send(new sdk.RejectPortfolioShareCommand({ PortfolioId }));
  await admin.send(new sdk.DeletePortfolioShareCommand({ PortfolioId, AccountId }));
  await expect(
    admin.send(new sdk.DescribePortfolioShareStatusCommand({ PortfolioShareToken: 'share-x' })),
  ).rejects.toThrow(sdk.ResourceNotFoundException);
});

test('launches', async () => {
  const { ProductId, artifactId, viewId } = await portfolioWithProduct('fourth');
  const launch = { ProductId, ProvisioningArtifactId: artifactId };
  const searched = await launcher.send(new sdk.SearchProductsCommand({ Filters: { FullTextSearch: ['fourth'] } }));
  expect(searched.ProductViewSummaries).toMatchObject([{ Id: viewId }]);
  expect((await launcher.send(new sdk.DescribeProductCommand({ Id: ProductId }))).LaunchPaths).toHaveLength(1);
  expect((await launcher.send(new sdk.DescribeProductViewCommand({ Id: viewId }))).ProvisioningArtifacts).toHaveLength(
    1,
  );
  expect((await launcher.send(new sdk.ListLaunchPathsCommand({ ProductId }))).LaunchPathSummaries).toHaveLength(1);
  const form = await launcher.send(new sdk.DescribeProvisioningParametersCommand(launch));
  expect(form.ProvisioningArtifactParameters?.map(({ ParameterKey }) => ParameterKey)).toEqual(['Size', 'Secret']);

  const { RecordDetail } = await launcher.send(
    new sdk.ProvisionProductCommand({ ...launch, ProvisionedProductName: 'mine' }),
  );
  await gateway.host.clock.advance(3 * stackTimeMs);
  const record = await launcher.send(new sdk.DescribeRecordCommand({ Id: RecordDetail?.RecordId }));
  expect(record).toMatchObject({ RecordDetail: { Status: 'SUCCEEDED' }, RecordOutputs: [{}, {}] });
  const named = { ProvisionedProductName: 'mine' };
  expect((await launcher.send(new sdk.GetProvisionedProductOutputsCommand(named))).Outputs).toHaveLength(2);
  const { ProvisionedProductDetail } = await launcher.send(new sdk.DescribeProvisionedProductCommand({ Name: 'mine' }));
  expect(ProvisionedProductDetail?.CreatedTime).toBeInstanceOf(Date);
  const all = await launcher.send(new sdk.SearchProvisionedProductsCommand({ AccessLevelFilter: own }));
  expect(all).toMatchObject({ TotalResultsCount: 1, ProvisionedProducts: [{ UserArn: roleArn }] });
  expect((await launcher.send(new sdk.ScanProvisionedProductsCommand({}))).ProvisionedProducts).toHaveLength(1);

  await launcher.send(new sdk.UpdateProvisionedProductCommand({ ...named, ProvisioningParameters: [] }));
  await gateway.host.clock.advance(3 * stackTimeMs);
  await launcher.send(new sdk.TerminateProvisionedProductCommand(named));
  await gateway.host.clock.advance(3 * stackTimeMs);
  const history = await launcher.send(new sdk.ListRecordHistoryCommand({}));
  expect(history.RecordDetails?.map(({ Status }) => Status)).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
});

test('plans', async () => {
  const { ProductId, artifactId } = await portfolioWithProduct('fifth');
  const plan = async (ProvisionedProductName: string) => {
    const { PlanId } = await launcher.send(
      new sdk.CreateProvisionedProductPlanCommand({
        PlanName: 'plan',
        PlanType: 'CLOUDFORMATION',
        ProductId,
        ProvisioningArtifactId: artifactId,
        ProvisionedProductName,
      }),
    );
    await gateway.host.clock.advance(1000);
    return PlanId;
  };
  const PlanId = await plan('planned');
  const described = await launcher.send(new sdk.DescribeProvisionedProductPlanCommand({ PlanId }));
  expect(described.ResourceChanges).toMatchObject([{ Action: 'MODIFY' }]);
  expect((await launcher.send(new sdk.ListProvisionedProductPlansCommand({}))).ProvisionedProductPlans).toHaveLength(1);
  const executed = await launcher.send(new sdk.ExecuteProvisionedProductPlanCommand({ PlanId }));
  expect(executed.RecordDetail?.RecordType).toBe('PROVISION_PRODUCT');
  await launcher.send(new sdk.DeleteProvisionedProductPlanCommand({ PlanId: await plan('other') }));
});

test('what is refused is an error that the client knows', async () => {
  await expect(admin.send(new sdk.DescribePortfolioCommand({ Id: 'port-none' }))).rejects.toThrow(
    sdk.ResourceNotFoundException,
  );
  await expect(admin.send(new sdk.DescribeProductCommand({}))).rejects.toThrow(sdk.InvalidParametersException);
  await expect(
    admin.send(new sdk.CreateServiceActionCommand({ Name: 'x', DefinitionType: 'SSM_AUTOMATION', Definition: {} })),
  ).rejects.toMatchObject({
    name: 'UnsupportedOperation',
    $metadata: { httpStatusCode: 501 },
  });
});

test('no operation of the service was left out', () => {
  const operations = Object.keys(gateway.host.service('servicecatalog')?.operations ?? {});

  expect(operations.filter((name) => !asked.has(name))).toEqual([]);
});
