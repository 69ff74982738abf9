import type { Catalog, Me, Menu, MenuItem } from '../../api/model';
import { labelOf, t, textOf } from '../../i18n/language';

export interface Entry {
  key: string;
  label: string;
  icon?: string;
  to?: string;
  object?: string;
  children?: Entry[];
}

/** The menus of a person as entries with an address; what leads to an object they may not read is left out. */
export function entriesOf(me: Me, catalog: Catalog): Entry[] {
  const menus = me.menus
    .map((menu: Menu) => ({
      key: `menu:${menu.name}`,
      label: labelOf(menu),
      icon: menu.icon,
      children: (menu.items ?? []).flatMap(
        (item, index) => entryOf(item, `${menu.name}.${index}`, catalog) ?? [],
      ),
    }))
    .filter((entry) => entry.children.length > 0);
  const offered = new Set(leavesOf(menus).map((leaf) => leaf.object));
  // An object somebody just made belongs to no package and to no menu yet: it must be found all the same.
  const own = catalog.objects.filter(
    (object) => !object.package && !offered.has(object.name) && object.access?.read !== false,
  );
  if (own.length === 0) return menus;
  const children = own.flatMap((object) => entryOf({ object: object.name }, object.name, catalog) ?? []);
  return [...menus, { key: 'menu:own', label: t('menu.own'), children }];
}

function entryOf(item: MenuItem, key: string, catalog: Catalog): Entry | undefined {
  if (item.items?.length) {
    const children = item.items
      .map((one, index) => entryOf(one, `${key}.${index}`, catalog))
      .filter((entry): entry is Entry => entry !== undefined);
    return children.length ? { key, label: textOf(item.label) ?? key, icon: item.icon, children } : undefined;
  }
  const object = catalog.objects.find((one) => one.name === item.object);
  if (!object) return undefined;
  const to = item.view ? `/o/${object.name}?view=${item.view}` : `/o/${object.name}`;
  return {
    key: to,
    label: textOf(item.label) ?? textOf(object.pluralLabel) ?? labelOf(object),
    icon: item.icon ?? object.icon,
    to,
    object: object.name,
  };
}

/** All entries that lead somewhere, in order. */
export function leavesOf(entries: Entry[]): Entry[] {
  return entries.flatMap((entry) => (entry.children ? leavesOf(entry.children) : [entry]));
}
