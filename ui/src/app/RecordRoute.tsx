import { useParams } from 'react-router';
import { useMe } from '../api/queries';
import { RecordPage } from '../record/detail/RecordPage';
import { SetPassword } from './account/SetPassword';

/** A record's page; a user's also lets an administrator set the password, which is no field. */
export function RecordRoute() {
  const { object, id = '' } = useParams();
  const rights = useMe().data?.system ?? [];
  const password = object === 'user' && rights.includes('manageUsers') ? <SetPassword id={id} /> : undefined;
  return <RecordPage actions={password} />;
}
