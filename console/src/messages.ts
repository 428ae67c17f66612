import type { I18nProviderProps } from '@cloudscape-design/components/i18n';
import all from '@cloudscape-design/components/i18n/messages/all.en';

/** Cloudscape's words for what its components do, in English. */
export const messages: I18nProviderProps.Messages = all;
