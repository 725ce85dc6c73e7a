/** How the objects of machine learning are shown. Each is a service of {@link joulebook.kernel.display.ObjectRenderer}. */
package joulebook.magics.render;
