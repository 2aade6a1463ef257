// What nearly every plugin includes: the contract between a plugin and the program.
#include "core.h"

#include <base/printable_text.h>
#include <decode/dissection.h>
#include <decode/message_fields.h>
#include <plugin/plugin.h>

#include <QObject>
#include <QtPlugin>

namespace tapscope::precompiled {

// Instantiates what every plugin with decoders needs.
inline std::vector<const Decoder*> decoders(const Decoder& decoder) {
    return {&decoder};
}

} // namespace tapscope::precompiled
