/** How bad a finding is. Both fail a build; the difference tells a reader where to look first. */
export type Severity = 'error' | 'warning';

/** Something a check found in a template. */
export type Finding = {
  /** Id of the rule as the rule pack spells it, e.g. `AwsSolutions-S1`, `E3012`, `factory-role-boundary`. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong and, where the rule knows it, what to do. No period. */
  readonly message: string;
  /** Construct path below the stack (`Bucket/Resource`), or the section of the template (`Outputs/BucketName`). */
  readonly path: string;
  /** Logical id of the resource, when the finding is about one. */
  readonly resource?: string;
};

/** A finding that somebody answered for. */
export type AcknowledgedFinding = Finding & {
  /** Why the finding is right as it is; has to convince a stranger. */
  readonly reason: string;
  /** Id of the house decision that covers it, when it is one. */
  readonly decision?: string;
};

/** An acknowledgement as it was written down, with the construct it was written at. */
export type Acknowledgement = {
  readonly rule: string;
  readonly reason: string;
  readonly path: string;
  readonly decision?: string;
};

/** What the checks say about one template. */
export type CheckReport = {
  /** Findings nobody answered for, unused acknowledgements among them. Empty when all is well. */
  readonly findings: readonly Finding[];
  readonly acknowledged: readonly AcknowledgedFinding[];
};
