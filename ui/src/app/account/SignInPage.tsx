import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { useT } from '../../i18n/language';
import { Brand } from '../../kit/Brand';
import { LanguageSwitch } from '../shell/TopBar';
import { SignInForm } from './SignInForm';

export function SignInPage() {
  const t = useT();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [search] = useSearchParams();
  const to = search.get('to') ?? '/';
  const done = () => {
    client.clear();
    // Only a place inside: an address of another site in the link would lead people away after sign-in.
    void navigate(/^\/(?![/\\])/.test(to) ? to : '/', { replace: true });
  };
  return (
    <div className="sign-in">
      <div className="sign-in-art" aria-hidden>
        <Lattice />
        <div className="sign-in-words">
          <h2>{t('signIn.slogan')}</h2>
          <p>{t('signIn.sloganText')}</p>
        </div>
      </div>
      <div className="sign-in-side">
        <div className="sign-in-language">
          <LanguageSwitch />
        </div>
        <div className="sign-in-box">
          <Brand size={40} />
          <h1>{t('signIn.title')}</h1>
          <SignInForm onDone={done} />
        </div>
      </div>
    </div>
  );
}

function Lattice() {
  const lines = Array.from({ length: 16 }, (_, index) => index * 60);
  return (
    <svg className="lattice" viewBox="0 0 600 900" preserveAspectRatio="xMidYMid slice">
      <g stroke="#ffffff" strokeOpacity="0.09" strokeWidth="10">
        {lines.map((at) => (
          <path key={at} d={`M${at - 300} 0 L${at + 600} 900 M${900 - at} 0 L${-at} 900`} />
        ))}
      </g>
      {[
        [120, 640, 16],
        [210, 560, 11],
        [300, 700, 20],
        [420, 610, 13],
        [360, 500, 9],
        [480, 760, 17],
        [90, 770, 10],
        [540, 520, 8],
      ].map(([x, y, r]) => (
        <circle key={`${x}`} cx={x} cy={y} r={r} fill="#a7f3d0" fillOpacity="0.55" />
      ))}
    </svg>
  );
}
