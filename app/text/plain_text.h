#pragma once

#include <QString>

#include <string_view>

namespace tapscope {

/// Text that is not ours (names of devices, files and fields, comments, bytes of frames, errors of scripts, words of
/// other programs) as one line that a widget may show: control, bidirectional and other invisible characters and
/// broken UTF-8 are escaped, and what is very long is cut. Escaping it once more changes nothing.
///
/// Markup needs no escaping: PlainLabels has every label, tool tip and message box show it as it is written.
[[nodiscard]] QString plainText(std::string_view text);
[[nodiscard]] QString plainText(const QString& text);
/// The same for the text of a menu entry, where "&" would underline a letter.
[[nodiscard]] QString plainMenuText(const QString& text);

} // namespace tapscope
