import type { Kind } from './kinds.ts';

/** Something in a picture: a resource of the product, several alike, or somebody or something outside. */
export type Thing = {
  /** Logical id of a resource, or `outside:<…>`. */
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  /** Whether the product makes it. What it does not make is there already, or is somebody else. */
  readonly made: boolean;
  /** What else a reader wants to know, a few words each. */
  readonly details: readonly string[];
  /** When it is there, in words; undefined: always. */
  readonly condition?: string;
  /** Whether it is encrypted with a KMS key of the product or of the launcher. */
  readonly encrypted: boolean;
  /** Names of what was drawn as one; empty for a single thing. */
  readonly members: readonly string[];
};

/** The place in a template that a link was read from. */
export type Evidence = {
  /** Logical id. */
  readonly resource: string;
  /** Which part of it, for people. */
  readonly at: string;
};

/** A statement about two things that reads "from verb to": `Router sends to Stage A queue`. */
export type Link = {
  readonly from: string;
  readonly to: string;
  readonly verb: string;
  /** How much the link says about the flow: 1 (sets in motion) to 5 (a side effect). */
  readonly rank: number;
  /** Data goes both ways. */
  readonly both: boolean;
  readonly because: readonly Evidence[];
};

/** Something that happens around a launch instead of in the flow: a custom resource. */
export type Step = {
  /** `before`: until it is done nothing is made; `after`: with or after what the product makes; `end`: at termination. */
  readonly phase: 'before' | 'after' | 'end';
  readonly text: string;
  readonly condition?: string;
};

/** What is there but is not drawn as a box. */
export type Note = { readonly glyph: 'key' | 'shield' | 'log' | 'bell' | 'network' | 'generic'; readonly text: string };

/** All that a picture says. */
export type Graph = {
  readonly things: readonly Thing[];
  readonly links: readonly Link[];
  readonly steps: readonly Step[];
  readonly notes: readonly Note[];
};
