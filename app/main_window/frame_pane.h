#pragma once

#include "../frames/frame_list_model.h"

#include <plugin/inspector.h>

#include <QSet>
#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

class QHBoxLayout;
class QLabel;
class QModelIndex;
class QTabBar;
class QTreeView;

namespace tapscope {

class FieldTreeModel;
class FrameListView;
class HexView;
class InspectorView;
class Theme;

/// The three panes of a capture: the list above, the fields and the bytes of the current frame below, which select each
/// other.
class FramePane final : public QWidget {
    Q_OBJECT

public:
    /// Each inspector is a tab beside the fields.
    FramePane(FrameListModel& model, const std::vector<const Inspector*>& inspectors, const Theme& theme,
              QWidget* parent = nullptr);

    [[nodiscard]] FrameListView* list() const noexcept { return list_; }
    /// A narrow widget on the right of the list.
    void placeBesideList(QWidget& widget);
    [[nodiscard]] HexView* bytes() const noexcept { return bytes_; }
    [[nodiscard]] QTreeView* fields() const noexcept { return tree_; }
    /// The parts of the lower half, which can be hidden.
    [[nodiscard]] QWidget* fieldsSide() const noexcept { return fieldsSide_; }
    [[nodiscard]] QWidget* bytesSide() const noexcept { return bytesSide_; }
    /// 0 = none.
    [[nodiscard]] FrameNumber currentFrame() const;
    /// The current frame with its fields; null = none.
    [[nodiscard]] const std::shared_ptr<const DissectedFrame>& frame() const noexcept { return frame_; }
    /// Hands over the fields as text when the tree has the focus, the rows else, once they are decoded.
    void collectText(const std::function<void(const QString&)>& then) const;
    /// Of the field where the tree has the focus, else of the column that was clicked.
    [[nodiscard]] QString currentValue() const;
    [[nodiscard]] QString currentFieldName() const;
    [[nodiscard]] QString currentLine() const;

    void expandCurrent();
    void expandAll();
    void collapseAll();

signals:
    void failed(const QString& text);

private:
    void expand(const QModelIndex& field);
    /// Opens what the user opened in an earlier frame.
    void expandRemembered(const QModelIndex& parent);
    [[nodiscard]] QWidget* makeDetail(const std::vector<const Inspector*>& inspectors);
    void showFrame(FrameNumber number);
    void showField();
    /// A tab for the frame's bytes and for each buffer that has fields of its own.
    void showBuffers();
    void showBuffer(int buffer);

    FrameListModel& model_;
    FrameListView* list_;
    QTreeView* tree_;
    FieldTreeModel* fields_;
    std::vector<InspectorView*> inspectors_;
    HexView* bytes_;
    QWidget *fieldsSide_ = nullptr, *bytesSide_ = nullptr;
    QTabBar* buffers_;
    std::shared_ptr<const DissectedFrame> frame_; ///< the one that is shown
    QLabel* place_;
    FrameNumber shown_ = 0;
    bool isPartly_ = false;  ///< its fields are still being decoded
    QSet<QString> expanded_; ///< names of fields that the user opened: the next frame opens them too
    QHBoxLayout* upper_;     ///< the list and what is beside it
};

} // namespace tapscope
