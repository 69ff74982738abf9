/**
 * Questions about records, as people and programs write them: filters in the expression language, sort orders, field lists,
 * groupings. Here they are checked against the catalog and the asker's rights, and become the store's queries; a field the
 * asker may not read does not exist for any part of a question.
 */
package io.trellis.platform.query;
