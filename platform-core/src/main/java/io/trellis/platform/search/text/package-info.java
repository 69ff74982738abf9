/**
 * What it means that a text is found: folding of case and width, every substring, pinyin in full and by initials, telephone numbers
 * however they are punctuated. Taken apart once for the index ({@link io.trellis.platform.search.text.Analysis}) and once for what is
 * asked ({@link io.trellis.platform.search.text.TextQuery}), which also says where a value matches. Engines see tokens only, so that all
 * of them find the same.
 */
package io.trellis.platform.search.text;
