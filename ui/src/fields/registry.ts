import { text } from './text';
import { longText } from './longText';
import { richText } from './richText';
import { integer } from './integer';
import { decimal } from './decimal';
import { currency } from './currency';
import { percent } from './percent';
import { boolean } from './boolean';
import { date } from './date';
import { datetime } from './datetime';
import { time } from './time';
import { select } from './select';
import { multiSelect } from './multiSelect';
import { cascade } from './cascade';
import { lookup } from './lookup';
import { masterDetail } from './masterDetail';
import { manyToMany } from './manyToMany';
import { user } from './user';
import { department } from './department';
import { autoNumber } from './autoNumber';
import { formula } from './formula';
import { rollup } from './rollup';
import { phone } from './phone';
import { email } from './email';
import { url } from './url';
import { address } from './address';
import { geolocation } from './geolocation';
import { image } from './image';
import { file } from './file';
import { signature } from './signature';
import { barcode } from './barcode';
import { tags } from './tags';
import { json } from './json';
import { register } from './registry-access';

const all = [
  text,
  longText,
  richText,
  integer,
  decimal,
  currency,
  percent,
  boolean,
  date,
  datetime,
  time,
  select,
  multiSelect,
  cascade,
  lookup,
  masterDetail,
  manyToMany,
  user,
  department,
  autoNumber,
  formula,
  rollup,
  phone,
  email,
  url,
  address,
  geolocation,
  image,
  file,
  signature,
  barcode,
  tags,
  json,
];

all.forEach(register);

/** The names of all field types this build can draw, in the order a designer offers them. */
export const fieldTypeNames = all.map((type) => type.name);

export { findType, uiOf } from './registry-access';
