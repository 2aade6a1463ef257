#include "list_contents.h"

#include "../filter/filter_bar.h"
#include "../filter/filter_runner.h"
#include "../frames/frame_list_view.h"
#include "../frames/frame_sorter.h"
#include "../frames/list_header.h"
#include "actions.h"
#include "messages.h"
#include "status_strip.h"

#include <QAction>

namespace tapscope {

ListContents::ListContents(const Actions& actions, const Parts& parts, QObject* parent)
    : QObject(parent), parts_(parts), runner_(new FilterRunner(this)), sorter_(new FrameSorter(parts.frames, this)),
      note_(new ListNote(parts.list, this)) {
    connectFilter();
    connectSorting();
    connect(note_, &ListNote::clearAsked, &parts_.filterBar, [this] {
        parts_.list.setFocus(); // the button disappears
        parts_.filterBar.apply({});
    });
    FilterBar& bar = parts_.filterBar;
    connect(actions.filter, &QAction::triggered, &bar, [&bar] {
        bar.setFocus();
        bar.selectAll();
    });
}

void ListContents::connectFilter() {
    FilterBar& bar = parts_.filterBar;
    connect(&bar, &FilterBar::applied, this, [this, &bar](const std::shared_ptr<const FieldFilter>& filter) {
        filter_ = filter;
        emit filterChanged(filter);
        parts_.frames.setShowing(filter ? FrameListModel::Showing::Chosen : FrameListModel::Showing::All);
        bar.setProgress(0, filter ? parts_.frames.total() : 0);
        runner_->start(parts_.capture.shown(), filter);
        note_->setFiltering(runner_->isRunning());
        sortFound();
    });
    connect(&bar, &FilterBar::refused, &parts_.messages, &Messages::fail);
    connect(runner_, &FilterRunner::found, this,
            [this, &bar](const std::vector<FrameNumber>& numbers, quint64 examined) {
                parts_.frames.show(numbers);
                bar.setProgress(examined, parts_.frames.total());
                note_->setFiltering(runner_->isRunning());
                sortFound();
            });
    connect(runner_, &FilterRunner::failed, this, [this, &bar](const QString& text) {
        bar.setProgress(0, 0); // sorting does not continue
        note_->setFiltering(false);
        parts_.messages.fail(text);
    });
    connect(&bar, &FilterBar::cancelled, runner_, [this] {
        runner_->cancel();
        note_->setFiltering(false);
        sortFound();
    });
}

void ListContents::connectSorting() {
    ListHeader* header = parts_.list.header();
    connect(header, &ListHeader::sortAsked, sorter_,
            [this, header](int section, Qt::SortOrder order) { sorter_->sort(header->column(section), order); });
    connect(header, &ListHeader::captureOrderAsked, sorter_, &FrameSorter::restoreCaptureOrder);
    const auto showOrder = [this, header] {
        if (sorter_->column() && sorter_->column()->isOwn() && !header->sectionOf(*sorter_->column()))
            sorter_->restoreCaptureOrder(); // the column was removed
        header->showOrder(sorter_->column() ? header->sectionOf(*sorter_->column()) : std::nullopt, sorter_->order());
    };
    connect(sorter_, &FrameSorter::wishChanged, header, showOrder);
    connect(header, &ListHeader::columnsTaken, header, showOrder);
    connect(sorter_, &FrameSorter::progressed, this, [this](quint64 done, quint64 total) {
        parts_.status.showProgress(tr("Sorting"), total == 0 ? 100 : static_cast<int>(100 * done / total));
    });
    connect(sorter_, &FrameSorter::noted, &parts_.messages, &Messages::tell);
    connect(sorter_, &FrameSorter::failed, &parts_.messages, &Messages::fail);
    connect(&parts_.status, &StatusStrip::cancelled, sorter_, &FrameSorter::cancelAsked);
    connect(&parts_.list, &FrameListView::escaped, sorter_, &FrameSorter::cancelAsked);
}

/// Sorts again, because a change of the filter has ended the list's order.
void ListContents::sortFound() {
    if (!runner_->isRunning())
        sorter_->proceed();
}

void ListContents::setCount(quint64 count) {
    runner_->setCount(count);
}

void ListContents::setSupply(ListNote::Supply supply, const QString& devices) {
    note_->setSupply(supply, devices);
}

void ListContents::filterAnew(const ShownCapture& before) {
    const ShownCapture& shown = parts_.capture.shown();
    if (shown.registry != before.registry) {
        parts_.filterBar.setRegistry(*shown.registry); // applies its filter again
    } else if (!shown.isDecodedAs(before)) {
        if (filter_ && shown.store == before.store)
            parts_.frames.setShowing(FrameListModel::Showing::Chosen);
        runner_->start(shown, filter_);
        note_->setFiltering(runner_->isRunning());
    }
}

} // namespace tapscope
