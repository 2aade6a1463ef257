#pragma once

#include <QString>

namespace tapscope {

/// The result of a save before leaving; shown if not everything was saved.
struct PartlySaved {
    QString note;       ///< a sentence: what is in which file
    quint64 frames = 0; ///< how many of the unsaved frames were saved
};

} // namespace tapscope
