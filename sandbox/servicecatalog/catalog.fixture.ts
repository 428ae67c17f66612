import type { RecordDetail } from '@aws-sdk/client-service-catalog';
import type { Decide } from '../core/access.ts';
import type { Caller, UserCaller } from '../core/caller.ts';
import type { Host } from '../core/host.ts';
import { openTestHost, testAccount, testRoot, testScope } from '../core/test-host.fixture.ts';
import { fakeCloudFormation, fakeIam, fakeS3 } from './fake-services.fixture.ts';
import { servicecatalog } from './service.ts';

export const otherAccount = '444455556666';

/** A user of an account. */
export function user(userName: string, account: string = testAccount): UserCaller {
  return {
    kind: 'user',
    account,
    arn: `arn:aws:iam::${account}:user/${userName}`,
    userId: `AIDA${userName}`,
    userName,
  };
}

export const launcher = user('launcher');

export type Asking = <Output = Answer>(operation: string, input?: object) => Promise<Output>;

/** Answers of the service as far as tests look into them. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of many operations; what is not there fails them
export type Answer = any;

export type Catalog = {
  readonly host: Host;
  readonly admin: Asking;
  readonly launcher: Asking;
  readonly as: (caller: Caller) => Asking;
  /** Puts a template into a bucket. @returns its URL */
  readonly template: (name: string, body?: object | string) => Promise<string>;
};

/** A catalog over stand-ins for the other services. */
export function openCatalog(options: { readonly decide?: Decide; readonly data?: string } = {}): Catalog {
  const host = openTestHost({ services: [fakeS3, fakeCloudFormation, fakeIam, servicecatalog], ...options });
  for (const { resume } of host.services()) resume?.();
  const as =
    (caller: Caller): Asking =>
    (operation, input = {}) => {
      const account = 'account' in caller ? caller.account : testAccount;
      return host.invoke({ service: 'servicecatalog', operation, input, caller, scope: { ...testScope, account } });
    };
  return {
    host,
    as,
    admin: as(testRoot),
    launcher: as(launcher),
    template: async (name, body = simpleTemplate) => {
      const Body = typeof body === 'string' ? body : JSON.stringify(body);
      const input = { Bucket: 'templates', Key: name, Body };
      await host.invoke({ service: 's3', operation: 'PutObject', input, caller: testRoot, scope: testScope });
      return `https://templates.s3.eu-central-1.amazonaws.com/${name}`;
    },
  };
}

export const simpleTemplate = {
  AWSTemplateFormatVersion: '2010-09-09',
  Parameters: {
    Size: { Type: 'String', Default: 'small', AllowedValues: ['small', 'large'], Description: 'How big' },
    Secret: { Type: 'String', NoEcho: true, Default: 'hidden' },
  },
  Resources: { Bucket: { Type: 'AWS::S3::Bucket' } },
  Outputs: { BucketName: { Value: 'x', Description: 'The bucket' } },
};

/** A portfolio with one product that the launcher may launch. */
export type Offered = {
  readonly PortfolioId: string;
  readonly ProductId: string;
  readonly ProvisioningArtifactId: string;
};

export async function offer({ admin, template, host }: Catalog, { name = 'Bucket' } = {}): Promise<Offered> {
  const { PortfolioDetail } = await admin('CreatePortfolio', { DisplayName: `${name} folio`, ProviderName: 'team' });
  const { ProductViewDetail, ProvisioningArtifactDetail } = await admin('CreateProduct', {
    Name: name,
    Owner: 'team',
    ProductType: 'CLOUD_FORMATION_TEMPLATE',
    ProvisioningArtifactParameters: {
      Name: '1.0.0',
      Info: { LoadTemplateFromURL: await template('v1.json') },
    },
  });
  const ids = {
    PortfolioId: PortfolioDetail.Id,
    ProductId: ProductViewDetail.ProductViewSummary.ProductId,
  };
  await admin('AssociateProductWithPortfolio', ids);
  await admin('AssociatePrincipalWithPortfolio', {
    PortfolioId: ids.PortfolioId,
    PrincipalARN: launcher.arn,
    PrincipalType: 'IAM',
  });
  // The version becomes available.
  await host.clock.advance(1);
  return { ...ids, ProvisioningArtifactId: ProvisioningArtifactDetail.Id };
}

/** Launches, and moves the clock until the launch is done. */
export async function launched(
  { launcher: ask, host }: Catalog,
  { ProductId, ProvisioningArtifactId }: Offered,
  more: object = {},
): Promise<RecordDetail> {
  const { RecordDetail } = await ask('ProvisionProduct', {
    ProductId,
    ProvisioningArtifactId,
    ProvisionedProductName: 'mine',
    ...more,
  });
  await finished(host);
  const done = await ask('DescribeRecord', { Id: RecordDetail.RecordId });
  return done.RecordDetail;
}

/** Long enough for everything that was begun. */
export async function finished({ clock }: Host): Promise<void> {
  await clock.advance(600_000);
}
