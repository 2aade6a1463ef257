// What nearly every plugin includes: the contract between a plugin and the program.
#include "core.h"

#include <base/printable_text.h>
#include <decode/dissection.h>
#include <decode/message_fields.h>
#include <plugin/plugin.h>

#include <QObject>
