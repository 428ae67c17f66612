import {
  CloudFormationClient,
  paginateDescribeStackEvents,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeProductCommand,
  DescribeProvisionedProductCommand,
  DescribeRecordCommand,
  ListLaunchPathsCommand,
  ProvisionProductCommand,
  type RecordDetail,
  SearchProductsCommand,
  ServiceCatalogClient,
  TerminateProvisionedProductCommand,
  UpdateProvisionedProductCommand,
} from '@aws-sdk/client-service-catalog';
import type { Launch } from '#lib/parameters.ts';
import type { ClientSettings, FailureEvent, Launched, Stage } from '#lib/rehearsal.ts';

/** The product as the launcher finds it. */
export type Wares = {
  /** Service Catalog's product name. */
  readonly title: string;
  /** Name of the version to launch. */
  readonly version: string;
  /** Texts of launch values. */
  readonly encode: (values: Launch) => readonly (readonly [name: string, text: string])[];
};

/** Longer than any product may take on AWS; on the sandbox clock nothing is lost by waiting. */
const patienceMs = 4 * 60 * 60 * 1000;

/**
 * What a launcher does in the Service Catalog console, by the calls that the console makes: find the product, launch,
 * look at the record, update, terminate.
 */
export class LaunchConsole {
  readonly #catalog: ServiceCatalogClient;
  readonly #stacks: CloudFormationClient;
  readonly #wares: Wares;
  readonly #clock: Stage['clock'];
  readonly #stackIds = new Set<string>();

  constructor(
    wares: Wares,
    people: { readonly launcher: ClientSettings; readonly admin: ClientSettings },
    clock: Stage['clock'],
  ) {
    this.#catalog = new ServiceCatalogClient(people.launcher);
    // A launcher of Service Catalog need not be allowed to look into stacks; the events are for the report.
    this.#stacks = new CloudFormationClient(people.admin);
    this.#wares = wares;
    this.#clock = clock;
  }

  /** Launches and waits for the end. */
  async launch(name: string, values: Launch): Promise<Launched> {
    const found = await this.#find();
    const { RecordDetail } = await this.#catalog.send(
      new ProvisionProductCommand({
        ...found,
        ProvisionedProductName: name,
        ProvisioningParameters: this.#wares.encode(values).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    return this.#concluded(RecordDetail);
  }

  /** Failed events of every stack that was launched, oldest first. */
  async failures(): Promise<FailureEvent[]> {
    return (await Promise.all([...this.#stackIds].map((id) => this.#failuresOf(id)))).flat();
  }

  close(): void {
    this.#catalog.destroy();
    this.#stacks.destroy();
  }

  async #find(): Promise<{ ProductId: string; ProvisioningArtifactId: string; PathId: string }> {
    const { title, version } = this.#wares;
    const { ProductViewSummaries = [] } = await this.#catalog.send(
      new SearchProductsCommand({ Filters: { FullTextSearch: [title] } }),
    );
    const ProductId = ProductViewSummaries.find(({ Name }) => Name === title)?.ProductId;
    if (ProductId === undefined) throw new Error(`the launcher finds no product '${title}'`);
    const { ProvisioningArtifacts = [] } = await this.#catalog.send(new DescribeProductCommand({ Id: ProductId }));
    const ProvisioningArtifactId = ProvisioningArtifacts.find(({ Name }) => Name === version)?.Id;
    if (ProvisioningArtifactId === undefined) throw new Error(`the launcher finds no version ${version} of '${title}'`);
    const { LaunchPathSummaries = [] } = await this.#catalog.send(new ListLaunchPathsCommand({ ProductId }));
    const PathId = LaunchPathSummaries[0]?.Id;
    if (PathId === undefined) throw new Error(`no portfolio leads the launcher to '${title}'`);
    return { ProductId, ProvisioningArtifactId, PathId };
  }

  async #update(id: string, values: Launch): Promise<Launched> {
    const found = await this.#find();
    const { RecordDetail } = await this.#catalog.send(
      new UpdateProvisionedProductCommand({
        ...found,
        ProvisionedProductId: id,
        ProvisioningParameters: this.#wares.encode(values).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    return this.#concluded(RecordDetail);
  }

  async #terminate(id: string): Promise<Launched> {
    const { RecordDetail } = await this.#catalog.send(
      new TerminateProvisionedProductCommand({ ProvisionedProductId: id }),
    );
    return this.#concluded(RecordDetail);
  }

  /** Waits for the end of a record and looks at what came of it. */
  async #concluded(detail: RecordDetail | undefined): Promise<Launched> {
    const { RecordId, ProvisionedProductId: id = '', CreatedTime } = detail ?? {};
    const began = CreatedTime?.getTime() ?? this.#clock.now();
    const look = () => this.#catalog.send(new DescribeRecordCommand({ Id: RecordId }));
    const ended = await this.#clock.until(async () => {
      const { Status = '' } = (await look()).RecordDetail ?? {};
      return Status === 'SUCCEEDED' || Status === 'FAILED';
    }, patienceMs);
    if (!ended) throw new Error(`record ${RecordId} came to no end within ${patienceMs / 3_600_000} hours`);
    const { RecordOutputs = [], RecordDetail } = await look();
    const texts = new Map(RecordOutputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
    const stackId = texts.get('CloudformationStackARN') ?? '';
    texts.delete('CloudformationStackARN');
    if (stackId !== '') this.#stackIds.add(stackId);
    const failures = stackId === '' ? [] : await this.#failuresOf(stackId, began);
    const errors = (RecordDetail?.RecordErrors ?? []).map(
      ({ Code = '', Description = '' }): FailureEvent => ({
        logicalId: '',
        type: 'AWS::ServiceCatalog::Record',
        status: Code,
        reason: Description,
      }),
    );
    return {
      id,
      stackId,
      status: await this.#statusOf(id, RecordDetail?.RecordType),
      outputs: Object.fromEntries(texts),
      failures: failures.length > 0 ? failures : errors,
      update: (values) => this.#update(id, values),
      terminate: () => this.#terminate(id),
      resources: () => this.#resourcesOf(stackId),
    };
  }

  async #statusOf(id: string, recordType: string | undefined): Promise<Launched['status']> {
    try {
      const { ProvisionedProductDetail } = await this.#catalog.send(new DescribeProvisionedProductCommand({ Id: id }));
      const status = ProvisionedProductDetail?.Status;
      if (status === 'AVAILABLE' || status === 'TAINTED' || status === 'ERROR') return status;
      throw new Error(`provisioned product ${id} is ${status} after its record ended`);
    } catch (error) {
      if (recordType === 'TERMINATE_PROVISIONED_PRODUCT' && isNotFound(error)) return 'TERMINATED';
      throw error;
    }
  }

  async #failuresOf(stackId: string, since = 0): Promise<FailureEvent[]> {
    const failures: FailureEvent[] = [];
    for await (const { StackEvents = [] } of paginateDescribeStackEvents(
      { client: this.#stacks },
      { StackName: stackId },
    )) {
      for (const {
        Timestamp,
        ResourceStatus = '',
        LogicalResourceId,
        ResourceType,
        ResourceStatusReason,
      } of StackEvents) {
        if ((Timestamp?.getTime() ?? 0) < since || !/FAILED|ROLLBACK_IN_PROGRESS/u.test(ResourceStatus)) continue;
        failures.push({
          logicalId: LogicalResourceId ?? '',
          type: ResourceType ?? '',
          status: ResourceStatus,
          reason: ResourceStatusReason ?? '',
        });
      }
    }
    return failures.reverse();
  }

  async #resourcesOf(stackId: string): Promise<{ logicalId: string; physicalId: string; type: string }[]> {
    const resources: { logicalId: string; physicalId: string; type: string }[] = [];
    for await (const { StackResourceSummaries = [] } of paginateListStackResources(
      { client: this.#stacks },
      { StackName: stackId },
    )) {
      for (const {
        LogicalResourceId = '',
        PhysicalResourceId = '',
        ResourceType = '',
        ResourceStatus = '',
      } of StackResourceSummaries) {
        if (ResourceStatus.startsWith('DELETE')) continue;
        resources.push({ logicalId: LogicalResourceId, physicalId: PhysicalResourceId, type: ResourceType });
      }
    }
    return resources;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && error.name === 'ResourceNotFoundException';
}
