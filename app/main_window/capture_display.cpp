#include "capture_display.h"

#include "../devices/devices_pane.h"
#include "../find/find_bar.h"
#include "../frames/frame_list_view.h"
#include "../session/capture_session.h"
#include "../session/current_capture.h"
#include "../text/plain_text.h"
#include "analyze_actions.h"
#include "frame_pane.h"
#include "list_contents.h"
#include "messages.h"

#include <QLocale>

namespace tapscope {

CaptureDisplay::CaptureDisplay(const Parts& parts, QObject* parent) : QObject(parent), parts_(parts) {
    connectSession();
    CurrentCapture& capture = parts_.capture;
    connect(&capture, &CurrentCapture::changed, this, &CaptureDisplay::showCapture);
    connect(&capture, &CurrentCapture::advanced, &parts_.frames, &FrameListModel::refreshProvisional);
    connect(&capture, &CurrentCapture::incomplete, this, [this](quint64 from) {
        parts_.messages.note(tr("From frame %L1 on, links between frames (responses, relative sequence numbers, "
                                "retransmissions) are incomplete: the memory for them is used up")
                                 .arg(from));
    });
}

void CaptureDisplay::connectSession() {
    CaptureSession& session = parts_.session;
    connect(&session, &CaptureSession::storeChanged, this, &CaptureDisplay::showStore);
    connect(&session, &CaptureSession::firstChanged, &parts_.frames, &FrameListModel::setFirst);
    connect(&session, &CaptureSession::countChanged, this, [this](quint64 count) {
        parts_.frames.setCount(count);
        parts_.capture.proceed();
        parts_.contents.setCount(count);
    });
    connect(&session, &CaptureSession::stateChanged, this, &CaptureDisplay::takeState);
    connect(&session, &CaptureSession::notesChanged, this, [this] { parts_.capture.setNotes(parts_.session.notes()); });
    connect(&session, &CaptureSession::failed, &parts_.messages, &Messages::fail);
    connect(&session, &CaptureSession::noted, &parts_.messages, &Messages::note);
}

void CaptureDisplay::showStore() {
    parts_.pane.list()->setLive(parts_.session.isGrowing());
    parts_.capture.setStore(parts_.session.store());
    if (parts_.session.state() == CaptureSession::State::Opening)
        parts_.pane.list()->setFocus();
}

void CaptureDisplay::takeState() {
    parts_.pane.list()->setLive(parts_.session.isGrowing());
    parts_.capture.proceed(); // when no frame follows, it gives memory back
    QHash<QString, QString> captured;
    QStringList names;
    for (const PortStatus& port : parts_.session.ports()) {
        const QString name = QString::fromStdString(fullName(port.facts));
        captured.insert(name, port.facts.isAttached ? tr("attached by TapScope") : tr("monitored"));
        names << plainText(name);
    }
    parts_.devices.model().setCaptured(captured);
    const bool isOpening = parts_.session.state() == CaptureSession::State::Opening;
    const auto supply = parts_.session.isRecording() ? ListNote::Supply::Capture
                        : isOpening                  ? ListNote::Supply::File
                                                     : ListNote::Supply::None;
    parts_.contents.setSupply(supply, QLocale().createSeparatedList(names));
}

void CaptureDisplay::showCapture() {
    const ShownCapture& shown = parts_.capture.shown();
    const ShownCapture before = parts_.frames.capture();
    parts_.frames.setCapture(shown);
    parts_.findBar.setCapture(shown);
    if (shown.registry != before.registry)
        parts_.analyze.loadColouring();
    parts_.contents.filterAnew(before);
}

} // namespace tapscope
