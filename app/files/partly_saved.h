#pragma once

#include <QString>

namespace tapscope {

/// What a save before leaving has kept: shown when it was not all.
struct PartlySaved {
    QString note;       ///< a sentence: what is in which file
    quint64 frames = 0; ///< of those that would be lost
};

} // namespace tapscope
