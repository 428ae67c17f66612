import type { Caller } from '../core/caller.ts';
import type { Order } from './order.ts';
import type { PlanStatus } from './records.ts';

/** A plan: a change set of CloudFormation that waits to be looked at and executed. */
export type Plan = {
  readonly id: string;
  readonly name: string;
  readonly status: PlanStatus;
  readonly statusMessage?: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly provisionedProductId: string;
  readonly provisionedProductName: string;
  /** Whether the plan is to launch the product, not to update it. */
  readonly launches: boolean;
  readonly order: Order;
  /** The state of the launch before the plan, to which it returns when the plan is given up. */
  readonly before?: 'AVAILABLE' | 'TAINTED';
  readonly stackName: string;
  readonly changeSetName: string;
  readonly changeSetArn?: string;
  readonly userArnSession: string;
  readonly userArn: string;
  readonly caller: Caller;
};
