#pragma once

#include <decode/decode_as.h>

#include <QStringList>

namespace tapscope {

/// The user's "Decode As…" rules as they are kept between runs (QSettings). GUI's thread.
[[nodiscard]] DecodeAsList storedDecodeAs();
void storeDecodeAs(const DecodeAsList& rules);

/// Abbreviations of the protocols that the user has switched off, as they are kept between runs. GUI's thread.
[[nodiscard]] QStringList storedSwitchedOff();
void storeSwitchedOff(const QStringList& protocols);

/// Both together: all that the user says of decoding.
[[nodiscard]] DecodeAsList storedDecoding();

} // namespace tapscope
