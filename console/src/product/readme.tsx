import TextContent from '@cloudscape-design/components/text-content';
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import type { SiteOffering } from '#lib/site.ts';
import { renderReadme } from './render-readme.ts';

/** The README as a page reads it. */
export default function Readme({ offering }: { readonly offering: SiteOffering }): ReactNode {
  const html = useMemo(() => renderReadme(offering), [offering]);
  return (
    <TextContent>
      {/* Made by markdown-it with HTML off, which escapes all markup of the README. */}
      <div className="readme" dangerouslySetInnerHTML={{ __html: html }} />
    </TextContent>
  );
}
