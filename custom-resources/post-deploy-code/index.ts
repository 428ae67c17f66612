import { join } from 'node:path';
import { CfnManagedPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct, IDependable } from 'constructs';
import type { ProductFunctionProps } from '#lib/constructs/function.ts';
import { HandledResource } from '#lib/constructs/handled-resource.ts';
import { templateOf } from '#lib/constructs/product-template.ts';
import { ProductStateMachine } from '#lib/constructs/state-machine.ts';
import type { Json } from '#lib/parameters.ts';
import type { OnDelete, PostDeployCodeProperties, RunOn } from './contract.ts';

export type PostDeployCodeProps = ProductFunctionProps & {
  /** When the code runs besides the creation of the stack. */
  readonly runOn: RunOn;
  /** @default 'nothing' */
  readonly onDelete?: OnDelete;
  /**
   * What the code gets. Leaves arrive as text. Never secrets: names of secrets.
   * @default - nothing
   */
  readonly input?: Readonly<Record<string, unknown>>;
  /**
   * What has to be there before the code runs.
   * @default - what the input refers to
   */
  readonly after?: readonly IDependable[];
  /**
   * For work that is longer than a function: the code may answer pending, and is asked again until it is done, at most
   * for this long (60 to 3,600 seconds).
   * @default - the code is done when it returns
   */
  readonly completesWithinSeconds?: number;
};

/** Seconds beyond the function's own time until CloudFormation stops waiting: start, retries of the callback. */
const marginSeconds = 60;
const longestSeconds = 3600;

/** Code that runs after the deployment of what it depends on: a TypeScript entry that exports `postDeployCode(…)`. */
export class PostDeployCode extends HandledResource {
  constructor(scope: Construct, id: string, props: PostDeployCodeProps) {
    const { runOn, onDelete = 'nothing', input = {}, after = [], completesWithinSeconds, ...function_ } = props;
    super(scope, id, {
      type: 'PostDeployCode',
      serviceTimeoutSeconds: Math.min(
        longestSeconds,
        completesWithinSeconds ?? function_.timeoutSeconds + marginSeconds,
      ),
      function: function_,
      properties: { RunOn: runOn, OnDelete: onDelete, Input: input },
    });
    const set = (properties: Partial<Record<keyof PostDeployCodeProperties, Json>>) => {
      for (const [name, value] of Object.entries(properties)) this.customResource.addPropertyOverride(name, value);
    };
    set({ CodeDigest: this.function.bundle.placeholder });
    // A new version of the product is a deployment; so is a change of anything the input names.
    if (runOn === 'every-update') set({ RunId: templateOf(this).subject.version });
    this.customResource.node.addDependency(...after);
    if (completesWithinSeconds !== undefined) set({ WaiterArn: this.addWaiter() });
  }

  /** The state machine that asks again. It names the function, so the function's right to start it is attached afterwards. */
  private addWaiter(): string {
    const waiter = new ProductStateMachine(this, 'Waiter', {
      definition: join(import.meta.dirname, 'waiter.asl.json'),
      substitutions: { FunctionArn: this.function.arn, Partition: templateOf(this).partition },
      statements: [
        new PolicyStatement({ sid: 'AskAgain', actions: ['lambda:InvokeFunction'], resources: [this.function.arn] }),
      ],
    });
    const policy = new CfnManagedPolicy(this, 'StartWaiter', {
      path: '/factory/',
      roles: [this.function.role.name],
      policyDocument: new PolicyDocument({
        statements: [
          new PolicyStatement({ sid: 'StartWaiter', actions: ['states:StartExecution'], resources: [waiter.arn] }),
        ],
      }),
    });
    this.customResource.node.addDependency(policy);
    return waiter.arn;
  }
}
