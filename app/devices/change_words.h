#pragma once

#include <net/device_change.h>

#include <QStringList>

namespace tapscope {

/// What was done to devices, as sentences for the log and the status bar.

[[nodiscard]] QString createdWords(const QStringList& names, const QString& kind, const QStringList& addresses);
/// The same for another network namespace.
[[nodiscard]] QString createdWords(const QStringList& names, const QString& kind, const QString& place);
[[nodiscard]] QString destroyedWords(const QString& name);
[[nodiscard]] QString switchedWords(const QString& name, LinkState state);

} // namespace tapscope
