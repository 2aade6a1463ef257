#pragma once

#include <decode/decode_as.h>

#include <QStringList>

namespace tapscope {

/// The user's Decode As rules, stored in QSettings. GUI thread.
[[nodiscard]] DecodeAsList storedDecodeAs();
void storeDecodeAs(const DecodeAsList& rules);

/// Abbreviations of the protocols that the user has switched off, stored in QSettings. GUI thread.
[[nodiscard]] QStringList storedSwitchedOff();
void storeSwitchedOff(const QStringList& protocols);

/// Both together: all user settings of decoding.
[[nodiscard]] DecodeAsList storedDecoding();

} // namespace tapscope
