/**
 * Tables in files, read and written one row at a time in constant memory: CSV as people's spreadsheets really write it, and
 * XLSX. A file is judged by its content, never by its name. Nothing here knows objects or fields.
 */
package io.trellis.platform.transfer.table;
