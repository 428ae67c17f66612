import { isRecord, type Named, resourcesOf, valuesAt } from '../template.ts';
import { atResource, type HouseRule } from './house-rule.ts';

/**
 * What is paid by the hour costs every launch, used or not, and a launcher who tries a product pays until it is
 * terminated: such a resource is acknowledged with what it costs a month, and the README says the same.
 */
export const fixedCost: HouseRule = {
  id: 'factory-fixed-cost',
  severity: 'warning',
  find: (template) =>
    resourcesOf(template).flatMap((named) => {
      const cost = costs[named.resource.Type];
      return cost?.applies(named)
        ? [{ at: atResource(named.id), message: `${cost.what} is paid by the hour, used or not` }]
        : [];
    }),
};

type Cost = { readonly what: string; readonly applies: (named: Named) => boolean };

const costs: { readonly [type: string]: Cost | undefined } = {
  'AWS::DMS::ReplicationInstance': always('a replication instance'),
  'AWS::DocDB::DBInstance': always('a database instance'),
  'AWS::DynamoDB::GlobalTable': { what: 'provisioned capacity', applies: isProvisionedTable },
  'AWS::DynamoDB::Table': { what: 'provisioned capacity', applies: isProvisionedTable },
  'AWS::EC2::Instance': always('an instance'),
  'AWS::EC2::NatGateway': always('a NAT gateway'),
  'AWS::EC2::TransitGateway': always('a transit gateway'),
  'AWS::EC2::VPCEndpoint': { what: 'an interface endpoint', applies: isInterfaceEndpoint },
  'AWS::EC2::VPNConnection': always('a VPN connection'),
  'AWS::EKS::Cluster': always('a Kubernetes control plane'),
  'AWS::EKS::Nodegroup': always('a group of nodes'),
  'AWS::EMR::Cluster': always('a cluster'),
  'AWS::ElastiCache::CacheCluster': always('a cache cluster'),
  'AWS::ElastiCache::ReplicationGroup': always('a cache cluster'),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': always('a load balancer'),
  'AWS::Kinesis::Stream': { what: 'a stream with provisioned shards', applies: hasShards },
  'AWS::Lambda::Alias': { what: 'provisioned concurrency', applies: keepsWarm },
  'AWS::Lambda::Version': { what: 'provisioned concurrency', applies: keepsWarm },
  'AWS::MSK::Cluster': always('a cluster'),
  'AWS::MWAA::Environment': always('an Airflow environment'),
  'AWS::MemoryDB::Cluster': always('a cluster'),
  'AWS::Neptune::DBInstance': always('a database instance'),
  'AWS::NetworkFirewall::Firewall': always('a firewall'),
  'AWS::OpenSearchServerless::Collection': always('a collection'),
  'AWS::OpenSearchService::Domain': always('a search domain'),
  'AWS::Personalize::Solution': { what: 'automatic training', applies: trainsByItself },
  'AWS::RDS::DBInstance': always('a database instance'),
  'AWS::Redshift::Cluster': always('a cluster'),
  'AWS::SageMaker::Endpoint': always('an endpoint'),
  'AWS::SageMaker::NotebookInstance': always('a notebook instance'),
  'AWS::Transfer::Server': always('a transfer server'),
};

function always(what: string): Cost {
  return { what, applies: () => true };
}

/** PROVISIONED is what CloudFormation takes when nothing is said. */
function isProvisionedTable({ properties }: Named): boolean {
  return valuesAt(properties, 'BillingMode').some((mode) => mode === undefined || mode === 'PROVISIONED');
}

/** Gateway endpoints, which are free, are what CloudFormation takes when nothing is said. */
function isInterfaceEndpoint({ properties }: Named): boolean {
  return valuesAt(properties, 'VpcEndpointType').some((type) => type !== undefined && type !== 'Gateway');
}

function hasShards({ properties }: Named): boolean {
  return valuesAt(properties, 'StreamModeDetails', 'StreamMode').some((mode) => mode !== 'ON_DEMAND');
}

function keepsWarm({ properties }: Named): boolean {
  return valuesAt(properties, 'ProvisionedConcurrencyConfig').some(isRecord);
}

function trainsByItself({ properties }: Named): boolean {
  return valuesAt(properties, 'PerformAutoTraining').some((value) => String(value ?? 'true') === 'true');
}
