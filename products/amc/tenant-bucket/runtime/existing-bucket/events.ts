import type { Notifications } from './ports.ts';

/** True when the bucket tells EventBridge. */
export function tellsEventBridge({ EventBridgeConfiguration: eventBridge }: Notifications): boolean {
  return eventBridge !== undefined;
}

/** The same notifications with EventBridge among them. Undefined when it is. */
export function withEventBridge(notifications: Notifications): Notifications | undefined {
  return tellsEventBridge(notifications) ? undefined : { ...notifications, EventBridgeConfiguration: {} };
}

/** The same notifications without EventBridge. Undefined when it is not among them. */
export function withoutEventBridge(notifications: Notifications): Notifications | undefined {
  if (!tellsEventBridge(notifications)) return undefined;
  const { EventBridgeConfiguration: _, ...others } = notifications;
  return others;
}
