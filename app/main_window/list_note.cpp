#include "list_note.h"

#include "../frames/frame_list_view.h"
#include "../view/empty_note.h"

namespace tapscope {

ListNote::ListNote(FrameListView& list, QObject* parent)
    : QObject(parent), list_(list), note_(new EmptyNote(list, QStringLiteral("listNote"))) {
    connect(&list.model(), &FrameListModel::countChanged, this, &ListNote::update);
    connect(&list.model(), &FrameListModel::reset, this, &ListNote::update);
    connect(note_, &EmptyNote::pressed, this, &ListNote::clearAsked);
}

void ListNote::setSupply(Supply supply, const QString& devices) {
    supply_ = supply;
    devices_ = devices;
    update();
}

void ListNote::setFiltering(bool isFiltering) {
    isFiltering_ = isFiltering;
    update();
}

QString ListNote::sentence() const {
    const FrameListModel& model = list_.model();
    if (!model.store() || model.count() > 0)
        return {};
    if (model.total() > 0 && model.isFiltered()) {
        if (isFiltering_)
            return tr("Applying the filter…");
        return supply_ == Supply::Capture ? tr("No frame passes the filter so far.")
                                          : tr("No frame passes the filter.");
    }
    switch (supply_) {
    case Supply::File:
        return tr("Reading the file…");
    case Supply::Capture:
        return devices_.isEmpty() ? tr("Waiting for frames…") : tr("Waiting for frames on %1…").arg(devices_);
    case Supply::None:
        break;
    }
    return tr("This capture has no frames.");
}

void ListNote::update() {
    const FrameListModel& model = list_.model();
    const bool isFilterTheReason = model.total() > 0 && model.isFiltered() && !isFiltering_;
    note_->say(sentence(), isFilterTheReason ? tr("Clear the filter") : QString());
}

} // namespace tapscope
