import type { CustomResourceHandler } from '#lib/handler/custom-resource.ts';
import { dataDisposal } from './handler.ts';
import { realServices } from './services.ts';

/** What Lambda runs. */
export const handler: CustomResourceHandler = dataDisposal(realServices());
