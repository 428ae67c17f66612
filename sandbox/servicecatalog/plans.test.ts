import type { Catalog } from './catalog.fixture.ts';
import { finished, launched, offer, openCatalog } from './catalog.fixture.ts';

let catalog: Catalog;
beforeEach(() => {
  catalog = openCatalog();
});
afterEach(() => catalog.host.clock.close());

async function planned(): Promise<string> {
  const { ProductId, ProvisioningArtifactId } = await offered();
  const { PlanId } = await catalog.launcher('CreateProvisionedProductPlan', {
    PlanName: 'first',
    PlanType: 'CLOUDFORMATION',
    ProductId,
    ProvisioningArtifactId,
    ProvisionedProductName: 'mine',
  });
  await catalog.host.clock.advance(1000);
  return PlanId;
}

let known: Awaited<ReturnType<typeof offer>> | undefined;
beforeEach(() => {
  known = undefined;
});
async function offered() {
  known ??= await offer(catalog);
  return known;
}

const status = async () =>
  (await catalog.launcher('SearchProvisionedProducts')).ProvisionedProducts.map(
    (one: { Status: string }) => one.Status,
  );

test('a plan shows what it would change, and launches the product when it is executed', async () => {
  const PlanId = await planned();
  expect(await status()).toEqual(['PLAN_IN_PROGRESS']);

  const plan = await catalog.launcher('DescribeProvisionedProductPlan', { PlanId });
  expect(plan.ProvisionedProductPlanDetails.Status).toBe('CREATE_SUCCESS');
  expect(plan.ResourceChanges).toMatchObject([
    {
      Action: 'MODIFY',
      Replacement: 'TRUE',
      Scope: ['PROPERTIES'],
      Details: [{ Target: { RequiresRecreation: 'ALWAYS' }, Evaluation: 'STATIC' }],
    },
  ]);
  await catalog.launcher('ExecuteProvisionedProductPlan', { PlanId });
  await finished(catalog.host);

  expect(await status()).toEqual(['AVAILABLE']);
  const after = await catalog.launcher('DescribeProvisionedProductPlan', { PlanId });
  expect(after.ProvisionedProductPlanDetails.Status).toBe('EXECUTE_SUCCESS');
});

test('a plan that is given up leaves nothing of a launch that never was', async () => {
  await catalog.launcher('DeleteProvisionedProductPlan', { PlanId: await planned() });

  expect(await status()).toEqual([]);
});

test('a plan for an existing launch returns it to its state when given up, and there is one at a time', async () => {
  await launched(catalog, await offered());
  const PlanId = await planned();

  await expect(planned()).rejects.toMatchObject({ code: 'InvalidStateException' });
  await catalog.launcher('DeleteProvisionedProductPlan', { PlanId });

  expect(await status()).toEqual(['AVAILABLE']);
});
