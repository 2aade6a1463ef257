#pragma once

#include "../session/current_capture.h"
#include "list_note.h"

#include <filter/field_filter.h>

#include <QObject>

#include <memory>

namespace tapscope {

class FilterBar;
class FilterRunner;
class FrameListModel;
class FrameListView;
class FrameSorter;
class Messages;
class StatusStrip;
struct Actions;

/// Determines which frames the list shows and in which order: by the filter bar's filter, and by the clicked column.
/// GUI thread.
class ListContents final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        const CurrentCapture& capture;
        FrameListModel& frames;
        FrameListView& list;
        FilterBar& filterBar;
        StatusStrip& status;
        Messages& messages;
    };
    ListContents(const Actions& actions, const Parts& parts, QObject* parent = nullptr);

    /// Applies the filter of the filter bar; null: all frames.
    [[nodiscard]] const std::shared_ptr<const FieldFilter>& filter() const noexcept { return filter_; }
    /// The capture has more frames.
    void setCount(quint64 count);
    /// Where frames may still come from, for the list while it is empty.
    void setSupply(ListNote::Supply supply, const QString& devices);
    /// Another capture is shown, or the decoding has changed.
    void filterAnew(const ShownCapture& before);

signals:
    void filterChanged(const std::shared_ptr<const tapscope::FieldFilter>& filter);

private:
    void connectFilter();
    void connectSorting();
    void sortFound();

    Parts parts_;
    FilterRunner* runner_;
    FrameSorter* sorter_;
    ListNote* note_;
    std::shared_ptr<const FieldFilter> filter_;
};

} // namespace tapscope
