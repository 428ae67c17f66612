import { unmodifiable } from './errors.ts';

/** Where AWS keeps the roles that belong to its services. */
export const serviceLinkedPath = '/aws-service-role/';

/** @throws AwsError UnmodifiableEntity for a role that only its service may change */
export function checkModifiable({ name, path }: { readonly name: string; readonly path: string }): void {
  if (!path.startsWith(serviceLinkedPath)) return;
  throw unmodifiable(
    `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
  );
}
