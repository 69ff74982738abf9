import { createRoot } from 'react-dom/client';
import { Root } from './app/Root';
import './kit/theme.css';

createRoot(document.getElementById('root')!).render(<Root />);
