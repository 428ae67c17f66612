import '@cloudscape-design/global-styles/index.css';
import './page.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { applyPreferredMode } from './mode.ts';
import { Shell } from './shell.tsx';

applyPreferredMode();
const place = document.getElementById('page');
if (place === null) throw new Error('index.html lacks the element #page');
createRoot(place).render(
  <StrictMode>
    <Shell />
  </StrictMode>,
);
