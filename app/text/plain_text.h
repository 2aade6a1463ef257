#pragma once

#include <QString>

#include <string_view>

namespace tapscope {

/// Converts foreign text (names of devices, files and fields, comments, bytes of frames, errors of scripts, output of
/// other programs) to one line that is safe to show in a widget: control, bidirectional and other invisible characters
/// and broken UTF-8 are escaped, and very long text is truncated. Converting the result again does not change it.
///
/// Markup needs no escaping, because PlainLabels makes every label, tool tip and message box show it as plain text.
[[nodiscard]] QString plainText(std::string_view text);
[[nodiscard]] QString plainText(const QString& text);
/// The same for the text of a menu entry, where "&" would underline a letter.
[[nodiscard]] QString plainMenuText(const QString& text);

} // namespace tapscope
