#pragma once

#include <QString>

#include <filesystem>

namespace tapscope {

/// Names of files as text, without loss. The file system's names are bytes, mostly UTF-8: a byte that is not UTF-8 is
/// represented by a lone surrogate (U+DC80 to U+DCFF, as in Python's PEP 383), which cannot occur in UTF-8, and is
/// converted back to that byte. Qt's own QFile cannot open such a name: use std::filesystem with filePath().
[[nodiscard]] QString fileText(const std::filesystem::path& path);
[[nodiscard]] std::filesystem::path filePath(const QString& text);

/// A path from typed text: "~" and "~/…" are the home folder, a relative name is under the current folder.
[[nodiscard]] std::filesystem::path typedPath(const QString& text);

/// For a label: one line, with control characters and invalid bytes escaped as \n or \xNN.
[[nodiscard]] QString shownPath(const std::filesystem::path& path);
/// The same for the last component of the path.
[[nodiscard]] QString shownName(const std::filesystem::path& path);
/// Any text, made fit for one line of a label.
[[nodiscard]] QString oneLine(const QString& text);

} // namespace tapscope
