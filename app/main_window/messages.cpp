#include "messages.h"

#include "../log/log_pane.h"
#include "status_strip.h"

namespace tapscope {

void Messages::fail(const QString& text) {
    noteFailure(text);
    status_.showError(text);
}

void Messages::noteFailure(const QString& text) {
    log_.add(LogPane::Severity::Error, text);
}

void Messages::tell(const QString& text) {
    note(text);
    status_.showNote(text);
}

void Messages::note(const QString& text) {
    log_.add(LogPane::Severity::Note, text);
}

} // namespace tapscope
